import type * as z from 'zod';
import type * as actions from './actions.ts';
import { checks } from './checks/checks.ts';
import { experimentFields } from './fields.ts';

/** An experiment file, in the vocabulary of Chaos Toolkit (https://chaostoolkit.org/reference/api/experiment/). */
export const experimentSchema = experimentFields.superRefine((experiment, context) => {
  for (const { path, says } of checks.flatMap((check) => check(experiment))) {
    context.addIssue({ code: 'custom', path: [...path], message: says, params: { complete: true } });
  }
});

export type Experiment = z.output<typeof experimentSchema>;
export type Load = actions.Load;

/** A fault of the method, under the id of its rule. Its start in milliseconds from the first request. */
export type PlannedFault = actions.Fault & { readonly id: string };

/** The faults of an experiment, in the order of its method. */
export function faultsOf({ method }: Pick<Experiment, 'method'>): PlannedFault[] {
  return method.flatMap(({ name, provider }) => (provider.type === 'fault' ? [{ id: name, ...provider }] : []));
}

/** The loads of an experiment, in the order of its method. */
export function loadsOf({ method }: Pick<Experiment, 'method'>): (Load & { readonly name: string })[] {
  return method.flatMap(({ name, provider }) => (provider.type === 'load' ? [{ name, ...provider }] : []));
}
