/** Something that has its place in two orders; in each it lies somewhere between a start and an end. */
export interface Placed<Item> {
  readonly item: Item;
  readonly first: { readonly start: number; readonly end: number };
  readonly second: { readonly start: number; readonly end: number };
}

/** `earlier` is surely before `later` in the first order, and surely after it in the second. */
export interface Overtaking<Item> {
  readonly earlier: Item;
  readonly later: Item;
}

/**
 * Who was overtaken: of each item that one or more others have overtaken for certain, the one that came last in the
 * first order. Things that overlap may have been either way and are accused of nothing. O(n log n).
 */
export function overtakings<Item>(items: readonly Placed<Item>[]): Overtaking<Item>[] {
  const bySecondStart = [...items].sort((a, b) => a.second.start - b.second.start);
  const bySecondEnd = [...items].sort((a, b) => a.second.end - b.second.end);
  const found: Overtaking<Item>[] = [];
  let passed = 0;
  let latest: Placed<Item> | undefined;
  for (const overtaken of bySecondStart) {
    for (let next = bySecondEnd[passed]; next !== undefined; next = bySecondEnd[passed]) {
      if (next.second.end >= overtaken.second.start) break;
      if (latest === undefined || next.first.start > latest.first.start) latest = next;
      passed += 1;
    }
    if (latest !== undefined && latest.first.start > overtaken.first.end) {
      found.push({ earlier: overtaken.item, later: latest.item });
    }
  }
  return found;
}
