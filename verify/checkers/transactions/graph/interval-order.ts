/** Something that began and, if it did, ended. */
export interface Interval {
  readonly began: number;
  /** Infinity: never. */
  readonly ended: number;
}

/**
 * Tell which intervals were over before which others began. Only the last ones that were over are told of at each time,
 * those that no later one that is over came after: the rest follows from them. O(n · intervals at once).
 * @param tell is called with the places of both
 */
export function eachPrecedence(intervals: readonly Interval[], tell: (earlier: number, later: number) => void): void {
  const places = Array.from(intervals.keys());
  const began = (n: number): number => (intervals[n] as Interval).began;
  const ended = (n: number): number => (intervals[n] as Interval).ended;
  const beginnings = [...places].sort((a, b) => began(a) - began(b));
  const ends = [...places].sort((a, b) => ended(a) - ended(b));
  const before = new Map<number, readonly number[]>();
  let over: readonly number[] = [];
  let at = 0;
  for (const later of beginnings) {
    // It does not end before it begins, so that there is an end at which this stops.
    for (; ended(ends[at] as number) < began(later); at += 1) {
      const done = ends[at] as number;
      const covered = new Set(before.get(done));
      before.delete(done);
      over = [...over.filter((earlier) => !covered.has(earlier)), done];
    }
    for (const earlier of over) tell(earlier, later);
    before.set(later, over);
  }
}
