import * as z from 'zod';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import type { Fault } from '../../chaos/faults/fault.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import {
  type Draft,
  faultStep,
  type Imported,
  type ImportOptions,
  imported,
  nameIn,
  understood,
  type Written,
} from './imported.ts';
import { isoDuration } from './iso-duration.ts';

const actionSchema = z.looseObject({
  actionId: z.string(),
  parameters: z.record(z.string(), z.string()).default({}),
  targets: z.record(z.string(), z.string()).default({}),
  startAfter: z.array(z.string()).default([]),
});
const targetSchema = z.looseObject({
  resourceType: z.string(),
  resourceArns: z.array(z.string()).default([]),
  selectionMode: z.string().default('ALL'),
});
const template = z.looseObject({
  description: z.string().default(''),
  targets: z.record(z.string(), targetSchema).default({}),
  actions: z.record(z.string(), actionSchema),
  stopConditions: z.array(z.looseObject({ source: z.string(), value: z.string().optional() })).default([]),
});
/** As `create-experiment-template` reads it and as `get-experiment-template` answers. */
const templateSchema = z.union([
  template,
  z.looseObject({ experimentTemplate: template }).transform((answer) => answer.experimentTemplate),
]);

type Template = z.output<typeof template>;
type Action = z.output<typeof actionSchema>;

/**
 * A template of AWS Fault Injection Service as an experiment: its actions on Lambda functions, at their times
 * (https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html).
 * @param value the parsed JSON
 * @throws UsageError if it is no template, or has no action that means anything here
 */
export function importFromFis(value: unknown, options: ImportOptions): Imported {
  const file = understood(templateSchema, value, 'experiment template of AWS FIS');
  const found = Object.entries(file.actions).map(([name, action]) => translated(name, action, file));
  const names = new Set<string>();
  const method = found.flatMap(({ faults }) =>
    faults.map(({ fault, start, duration, name }) => faultStep(nameIn(names, name), fault, { start, duration })),
  );
  const missing = found.flatMap((one) => one.missing);
  if (method.length === 0) {
    throw new UsageError(`no action of this template means anything here:\n${missing.join('\n')}`, {
      hint: 'Delays, errors and HTTP answers of Lambda functions do, aimed at by their ARNs.',
    });
  }
  const alarms = file.stopConditions.filter(({ source }) => source !== 'none');
  const draft: Draft = {
    title: file.description.trim() || 'What the template breaks does no harm',
    description: 'From an experiment template of AWS FIS.',
    method,
    missing: [
      ...missing,
      ...alarms.map(
        ({ source, value: arn = '' }) =>
          `stop condition ${source} ${arn}: no alarm is watched here; write a stop condition`,
      ),
    ],
    different: found.flatMap((one) => one.different),
  };
  return imported(draft, options);
}

interface Translated {
  readonly faults: readonly { name: string; fault: Written; start: number; duration: number }[];
  readonly missing: readonly string[];
  readonly different: readonly string[];
}

function translated(name: string, action: Action, file: Template): Translated {
  const { actionId, parameters } = action;
  const missing = (why: string): Translated => ({ faults: [], missing: [`action "${name}": ${why}`], different: [] });
  if (actionId === 'aws:fis:wait') return { faults: [], missing: [], different: [] };
  const known = catalogue.find((one: Fault) => one.fis?.action === actionId) as Fault | undefined;
  if (known?.fis === undefined) return missing(`${actionId} has no counterpart here`);
  const aimed = Object.values(action.targets).flatMap((target) => file.targets[target] ?? []);
  const functions = aimed.flatMap(({ resourceArns }) => resourceArns.flatMap(functionNamed));
  if (functions.length === 0) return missing('its functions are not named by ARNs, and tags are not looked up');
  const chosen = aimed.filter(({ selectionMode }) => selectionMode !== 'ALL');
  const fault = faultOf(known, known.fis, parameters);
  const start = startOf(name, file.actions, []);
  const duration = isoDuration(parameters.duration ?? 'PT1M');
  return {
    faults: functions.map((target) => ({ name, fault: { ...fault, target: { function: target } }, start, duration })),
    missing: [],
    different: chosen.map(
      ({ selectionMode }) => `action "${name}": acts on all its functions, not on ${selectionMode}`,
    ),
  };
}

/** The name in an ARN of a function, whatever version or alias it is of. */
function functionNamed(arn: string): string[] {
  const name = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(arn)?.[1];
  return name === undefined ? [] : [name];
}

function faultOf(fault: Fault, { parameters: names }: NonNullable<Fault['fis']>, given: Action['parameters']): Written {
  const values = Object.entries(names).flatMap(([ours, theirs]): [string, unknown][] => {
    const text = given[theirs];
    if (text === undefined || ours === 'percentage' || ours === 'when') return [];
    return [[ours, /^\d+(\.\d+)?$/.test(text) ? Number(text) : text]];
  });
  const prevents = given.preventExecution;
  const parameters = {
    ...(fault.name === 'delay' && { distribution: 'fixed', delayMs: 2000 }),
    ...Object.fromEntries(values),
    ...(prevents !== undefined && { when: prevents === 'true' ? 'before' : 'after' }),
  };
  const percentage = Number(given.invocationPercentage ?? 100);
  return {
    fault: fault.name,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(percentage !== 100 && { percentage }),
    // FIS draws for each invocation, however often its request was tried.
    ...(fault.first !== undefined && { every: 1 }),
  };
}

/** When an action starts: when all that it waits for has ended. In milliseconds from the start of the experiment. */
function startOf(name: string, actions: Template['actions'], above: readonly string[]): number {
  if (above.includes(name)) throw new UsageError(`the actions ${[...above, name].join(' -> ')} wait for each other`);
  const ends = (actions[name]?.startAfter ?? []).map(
    (other) => startOf(other, actions, [...above, name]) + isoDuration(actions[other]?.parameters.duration ?? 'PT0S'),
  );
  return Math.max(0, ...ends);
}
