import type { Fault } from '../../chaos/faults/fault.ts';
import { durationText } from '../../kernel/duration.ts';
import type { PlannedFault } from '../file/experiment.ts';
import type { NominalWindow } from '../file/nominal-time.ts';

/** A fault that is told by time. */
export type TimedFault = PlannedFault & NominalWindow;

const MINUTE_MS = 60_000;

/** Parameters of an FIS action that say whether the function itself runs; ours says on which side of it a fault acts. */
const preventing = ['aws:lambda:invocation-error', 'aws:lambda:invocation-http-integration-response'];

/** Values of parameters that FIS has no word for because it does nothing else. */
const usual: readonly unknown[] = [0, 'before', 'fixed', 'uniform', undefined];

/** FIS counts in whole minutes. */
export function leastMinutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS);
}

/** An FIS action for a fault: its id, a description and its parameters, all of them texts as FIS wants them. */
export function fisAction(planned: TimedFault, { summary }: Fault, fis: NonNullable<Fault['fis']>) {
  const values: Readonly<Record<string, unknown>> = { ...planned.parameters, percentage: planned.percentage };
  const mapped = Object.entries(fis.parameters).flatMap(([ours, theirs]) => {
    const value = ours === 'when' || values[ours] === undefined ? undefined : inFis(ours, values[ours]);
    return value === undefined ? [] : [[theirs, value]];
  });
  const prevents = preventing.includes(fis.action) && 'when' in values;
  return {
    actionId: fis.action,
    description: summary.slice(0, 512),
    parameters: {
      duration: `PT${Math.max(1, leastMinutes(planned.duration))}M`,
      ...Object.fromEntries(mapped),
      ...(prevents && { preventExecution: String(values.when === 'before') }),
    },
  };
}

function inFis(name: string, value: unknown): string {
  // FIS has whole percentages from 1 on.
  return String(name === 'percentage' ? Math.max(1, Math.round(Number(value))) : value);
}

/** What the FIS action does otherwise than the fault says, one sentence each. */
export function losses(planned: TimedFault, fault: Fault, fis: NonNullable<Fault['fis']>): string[] {
  const { id, duration, start, percentage, first, every, keys, parameters, target } = planned;
  const minutes = Math.max(1, leastMinutes(duration));
  const told = (what: string) => `fault "${id}": ${what}`;
  const known = [...Object.keys(fis.parameters), ...(preventing.includes(fis.action) ? ['when'] : [])];
  const unmapped = Object.entries(parameters).flatMap(([name, value]) =>
    known.includes(name) || usual.includes(value) ? [] : [name],
  );
  const selection = Object.entries({ first, every, keys }).filter(([, value]) => value !== undefined);
  return [
    ...(minutes * MINUTE_MS === duration
      ? []
      : [told(`lasts ${minutes} min instead of ${durationText(duration)}, as FIS counts in minutes`)]),
    ...(start % MINUTE_MS === 0
      ? []
      : [told(`starts after ${leastMinutes(start)} min instead of ${durationText(start)}, as FIS counts in minutes`)]),
    ...(Number.isInteger(percentage) && percentage >= 1
      ? []
      : [
          told(
            `hits ${inFis('percentage', percentage)} % instead of ${percentage} %, as FIS has whole percentages from 1 on`,
          ),
        ]),
    ...unmapped.map((name) => told(`its ${name} is left out, which ${fis.action} does not have`)),
    ...selection.map(([name]) => told(`its "${name}" is left out: FIS chooses invocations by percentage only`)),
    ...(fault.first === undefined || first !== undefined || every !== undefined
      ? []
      : [told(`may hit every attempt, not only the first ${fault.first}`)]),
    ...('path' in target ? [told('its path is left out: FIS chooses no requests')] : []),
    ...(percentage < 100 ? [told('FIS draws anew in each run, without a seed')] : []),
  ];
}
