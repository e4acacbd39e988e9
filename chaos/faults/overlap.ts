import { isDeepStrictEqual } from 'node:util';

/** What a rule says that decides whether it overlaps with another. Times in any unit, the same for both. */
export interface Aimed {
  readonly fault: string;
  readonly target: object;
  readonly keys?: string | undefined;
  readonly from: number;
  /** The first moment at which it no longer acts. */
  readonly until: number;
}

/** Whether two rules mean the same thing at the same time: together they hit more than either says. */
export function overlap(one: Aimed, other: Aimed): boolean {
  return (
    one.fault === other.fault &&
    one.keys === other.keys &&
    isDeepStrictEqual(one.target, other.target) &&
    one.from < other.until &&
    other.from < one.until
  );
}
