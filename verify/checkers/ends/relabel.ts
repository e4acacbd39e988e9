import { createHash } from 'node:crypto';
import type { Masked } from './mask.ts';

/** As far as what refers to what is followed: an id of an item that names another, which names a third. */
const ROUNDS = 3;

/**
 * A text for each item that is equal for items of two runs which differ in nothing but the values that were drawn, as long as
 * those stand in the same places of items that are equal in turn: each value is called by where it stands (colour refinement,
 * Weisfeiler and Leman 1968). O(size of all items) a round. Pure.
 */
export function relabelled(items: readonly Masked[]): string[] {
  let names = new Map<string, string>();
  const texts = () => items.map(({ text, drawn }) => `${text} ${drawn.map((value) => names.get(value) ?? '').join()}`);
  for (let round = 0; round < ROUNDS; round++) {
    const places = new Map<string, string[]>();
    for (const [n, text] of texts().entries()) {
      for (const [position, value] of items[n]?.drawn.entries() ?? []) {
        const known = places.get(value);
        const place = `${position} ${text}`;
        if (known === undefined) places.set(value, [place]);
        else known.push(place);
      }
    }
    names = new Map([...places].map(([value, found]) => [value, digestOf(found.sort())]));
  }
  return texts();
}

function digestOf(places: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(places)).digest('hex').slice(0, 16);
}
