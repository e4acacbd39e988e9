import { NotModelled } from '../not-modelled.ts';

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** How often a schedule expression comes, in milliseconds. @throws NotModelled for one that is no rate */
export function rateOf(expression: string, logical: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined) throw new NotModelled(`The schedule ${expression} of ${logical}`);
  return Number(count) * (UNITS[unit] as number);
}
