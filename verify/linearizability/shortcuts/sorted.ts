/** The numbers below `count` that have a key, by their keys: sorted as numbers, so that no comparator is called. */
export function sortedBy(count: number, keyOf: (number: number) => number | undefined): number[] {
  const keys = new Float64Array(count);
  // What never returns comes last, and still leaves room for its number.
  const most = Math.floor(2 ** 53 / count) - 2;
  let found = 0;
  for (let number = 0; number < count; number++) {
    const key = keyOf(number);
    // Keys begin at -1: before everything.
    if (key !== undefined) keys[found++] = (Math.min(key, most) + 1) * count + number;
  }
  return Array.from(keys.subarray(0, found).sort(), (key) => key % count);
}

/** The last place of ascending numbers at which there is a smaller one; -1 when there is none. */
export function lastBefore(ascending: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
