import * as z from 'zod';
import type { Checker } from '../verdict/checker.ts';
import { CheckError, meantBy } from './check-error.ts';

/**
 * What is to be set of a checker, by name, checked against what it takes: numbers, and times such as `30s` where a name
 * ends in `Ms`. What is not named keeps its default.
 * @throws CheckError for a name that it does not have, and for a value that it does not take
 */
export function optionsOf(
  { name, options }: Pick<Checker<never>, 'name' | 'options'>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = Object.keys(options?.shape ?? {});
  for (const each of Object.keys(given)) {
    if (names.includes(each)) continue;
    const known = names.length === 0 ? 'It takes none.' : `It takes: ${names.join(', ')}.`;
    throw new CheckError(`${name} has no option "${each}"${meantBy(each, names)}`, known);
  }
  const read = Object.entries(given).map(([each, value]) => [each, each.endsWith('Ms') ? durationOf(value) : value]);
  const parsed = (options ?? z.object({})).partial().safeParse(Object.fromEntries(read));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = String(issue?.path[0]);
  const got = JSON.stringify(given[where]);
  throw new CheckError(`${name}: ${where} is ${got}: ${issue?.message}`, `Give another ${where}, or leave it away.`);
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** A time in ms of a text such as `500ms`, `30s` or `5m`; anything else as it is. */
function durationOf(value: unknown): unknown {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(String(value)) ?? [];
  return amount === undefined ? value : Number(amount) * (unitMs[unit as string] as number);
}
