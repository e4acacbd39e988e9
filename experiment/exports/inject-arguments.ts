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
    // `--region` is where the lab itself finds the system.
    ...Object.entries(aims).flatMap(([name, value]) => option(name === 'region' ? 'called-region' : name, value)),
    ...operations.flatMap((operation) => option('operation', operation)),
    ...option('percentage', percentage),
    ...option('first', first),
    ...option('every', every),
    ...option('keys', keys),
    ...Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined
        ? []
        : ['--param', `${name}=${typeof value === 'string' && !isJson(value) ? value : JSON.stringify(value)}`],
    ),
    ...option('for', durationText(duration)),
    ...option('seed', seed),
    ...(planned['allow-loss'] === true ? ['--allow-loss'] : []),
  ];
}

/** A text that would be read as a number, a list or an object must be written as a text. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
