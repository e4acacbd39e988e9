import type * as z from 'zod';
import type { Probe as DeclaredProbe } from '../../system/probe.ts';
import { declaredProbes, type Probe } from '../probes/probe-schema.ts';
import type * as actions from './actions.ts';
import { checks } from './checks/checks.ts';
import { experimentFields } from './fields.ts';
import { invariantName } from './invariants.ts';
import type { Step } from './method.ts';

/** An experiment file, in the vocabulary of Chaos Toolkit (https://chaostoolkit.org/reference/api/experiment/). */
export const experimentSchema = experimentFields.superRefine((experiment, context) => {
  for (const { path, says } of checks.flatMap((check) => check(experiment))) {
    context.addIssue({ code: 'custom', path: [...path], message: says, params: { complete: true } });
  }
});

type ExperimentFile = z.output<typeof experimentSchema>;

/** An experiment with what its system adds to the file: its steady state and its standing invariants. */
export type Experiment = Omit<ExperimentFile, 'steady-state-hypothesis'> & {
  readonly 'steady-state-hypothesis': { readonly title: string; readonly probes: readonly Probe[] };
};

/** What a system brings to each of its experiments. */
export interface Standing {
  readonly steadyState: readonly DeclaredProbe[];
  /** Names of the invariants that judge every run of it. */
  readonly invariants: readonly string[];
}

/** Completes what was read of a file. What the file says of a standing invariant takes the place of its bare name. */
export function completed(file: ExperimentFile, { steadyState, invariants }: Standing): Experiment {
  const own = file['steady-state-hypothesis'];
  const named = file.invariants.map(invariantName);
  return {
    ...file,
    'steady-state-hypothesis': {
      title: own?.title ?? 'The system is up and idle',
      probes: [...declaredProbes(steadyState), ...(own?.probes ?? [])],
    },
    invariants: [...invariants.filter((name) => !named.includes(name)), ...file.invariants],
  };
}
export type Load = actions.Load;

/** A fault of the method, under the id of its rule. */
export type PlannedFault = actions.Fault & { readonly id: string };

interface WithMethod {
  readonly method: readonly Step[];
}

/** The faults of an experiment, in the order of its method. */
export function faultsOf({ method }: WithMethod): PlannedFault[] {
  return method.flatMap(({ name, provider }) => (provider.type === 'fault' ? [{ id: name, ...provider }] : []));
}

/** The loads of an experiment, in the order of its method. */
export function loadsOf({ method }: WithMethod): (Load & { readonly name: string })[] {
  return method.flatMap(({ name, provider }) => (provider.type === 'load' ? [{ name, ...provider }] : []));
}
