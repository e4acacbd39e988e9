/** A change of a balance, somewhere between two times (ns). */
export interface Change {
  readonly start: number;
  readonly end: number;
  /** Positive: a gain. Negative: a loss. */
  readonly amount: number;
  readonly events: readonly number[];
}

/**
 * The first time at which a balance was below zero for certain, whatever the true times of the changes: gains are
 * taken as early as they may have been, losses as late. That schedule is feasible, so nothing innocent is accused and
 * nothing that can be known is missed. O(n log n).
 */
export function firstOverdraft(
  initial: number,
  changes: readonly Change[],
): { readonly time: number; readonly balance: number; readonly events: readonly number[] } | undefined {
  const points = changes.map((change) => ({ change, time: change.amount > 0 ? change.start : change.end }));
  points.sort((a, b) => a.time - b.time || b.change.amount - a.change.amount);
  let balance = initial;
  for (const { change, time } of points) {
    balance += change.amount;
    if (balance < 0) return { time, balance, events: change.events };
  }
  return undefined;
}
