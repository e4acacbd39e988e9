/** Seconds of a window, in ns. */
export const hold = 5e9;
/** Of what begins in a steady window this share may take longer than the slowest of the baseline: its p95 is within. */
export const slowShare = 0.05;

/** Times in order: of what, of the slow begun, of a backlog too high, of answers, of bad ones. */
export interface Signs {
  readonly begun: Float64Array;
  readonly slow: Float64Array;
  readonly full: Float64Array;
  readonly answered: Float64Array;
  readonly bad: Float64Array;
  /** Of answers, in steady state. */
  readonly badShare: number;
  /** The last that was observed. */
  readonly last: number;
}

/**
 * How long after each end steady state returns (ns). The system is steady from `t` if of the window of five seconds after
 * `t`, `t + 5 s` included, no backlog is too high, no more than one of twenty that begin is slow, and no greater share of
 * answers bad than `badShare`. It returns at the first such `t` that is not before the end and has something observed
 * after it, though not for all of the five seconds; what happens at the very end is part of what follows. null: at none.
 *
 * A window becomes steady only where a sign leaves it or something good enters it, so no other `t` needs a look; and with
 * the ends in order no `t` needs a second one. O((n + ends) log n).
 */
export function steadyAfter(ends: readonly number[], signs: Signs): Map<number, number | null> {
  const leave = [signs.slow, signs.full, signs.bad].flatMap((times) => [...times]);
  const enter = [signs.begun, signs.answered].flatMap((times) => [...times].map((time) => time - hold));
  const moments = inOrder([...leave, ...enter]);
  const after = new Map<number, number | null>();
  let next = 0;
  for (const end of inOrder(ends)) {
    // Times are whole nanoseconds.
    if (isSteady(end - 1, signs)) {
      after.set(end, 0);
      continue;
    }
    while (next < moments.length && !((moments[next] as number) >= end && isSteady(moments[next] as number, signs)))
      next += 1;
    const from = moments[next];
    after.set(end, from === undefined || from >= signs.last ? null : from - end);
  }
  return after;
}

function isSteady(from: number, { begun, slow, full, answered, bad, badShare }: Signs): boolean {
  const among = (times: Float64Array) => countUpTo(times, from + hold) - countUpTo(times, from);
  const share = (part: Float64Array, whole: Float64Array) => among(part) / Math.max(1, among(whole));
  return among(full) === 0 && share(slow, begun) <= slowShare && share(bad, answered) <= badShare;
}

/** The numbers from the smallest. */
export function inOrder(numbers: readonly number[]): Float64Array {
  return Float64Array.from(numbers).sort();
}

/** How many of the ordered times are no later than `limit`. O(log n). */
export function countUpTo(ordered: Float64Array, limit: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
