import { durationText } from '../../kernel/duration.ts';
import type { PlannedFault } from '../file/experiment.ts';

/** The words of `./lab chaos inject` for a fault of an experiment, with every parameter written out. */
export function injectArguments(planned: Omit<PlannedFault, 'start' | 'until'>, seed: number): string[] {
  const { id, fault, target, parameters, percentage, first, every, keys, duration } = planned;
  const option = (name: string, value: unknown) => (value === undefined ? [] : [`--${name}`, String(value)]);
  const { operations = [], ...aims } = target as Readonly<Record<string, unknown>> & { operations?: readonly string[] };
  return [
    ...['chaos', 'inject', fault],
    ...option('id', id),
    ...Object.entries(aims).flatMap(([name, value]) => option(name, value)),
    ...operations.flatMap((operation) => option('operation', operation)),
    ...option('percentage', percentage),
    ...option('first', first),
    ...option('every', every),
    ...option('keys', keys),
    ...Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : ['--param', `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`],
    ),
    ...option('for', durationText(duration)),
    ...option('seed', seed),
    ...(planned['allow-loss'] === true ? ['--allow-loss'] : []),
  ];
}
