import type { Hold } from './message.ts';

/** Two receives whose holders had what they received at the same time for certain. */
export interface Overlap {
  /** Told before `other`. */
  readonly one: Hold;
  readonly other: Hold;
}

/**
 * Which receives came while an earlier one was still held, whatever the moments were: one for each of them, with the first
 * told that it overlaps. O(n) for each that is held at a time.
 * @param holds in the order of the history
 * @param mayOverlap whether two of them are no overlap
 */
export function* overlaps(
  holds: readonly Hold[],
  mayOverlap: (one: Hold, other: Hold) => boolean = () => false,
): Generator<Overlap> {
  let held: Hold[] = [];
  for (const other of holds) {
    held = held.filter((one) => other.startBy < one.end);
    const one = held.find((each) => surelyOverlap(each, other) && !mayOverlap(each, other));
    if (one !== undefined) yield { one, other };
    held.push(other);
  }
}

/** Whoever of two came first held what it had received until the other came, by its latest moment and the least end. */
export function surelyOverlap(one: Hold, other: Hold): boolean {
  const isHeldByOne = other.startBy < one.end;
  const isHeldByOther = one.startBy < other.end;
  return (other.index < one.first || isHeldByOne) && (one.index < other.first || isHeldByOther);
}
