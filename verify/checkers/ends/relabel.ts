import { createHash } from 'node:crypto';
import { drawnPlaces, type Names, type Shape, shapeText } from './shape.ts';

/** As far as what refers to what is followed: an id of an item that names another, which names a third. */
const ROUNDS = 3;

/**
 * A text for each item that is equal for items of two runs which differ in nothing but the values that were drawn, as long as
 * those stand in the same places of items that are equal in turn: each value is called by where it stands (colour refinement,
 * Weisfeiler and Leman 1968). Not told apart: rings of items that are all alike, as two of two and one of four. O(size of all
 * items) a round. Pure.
 *
 * @param kept values that have a name already
 */
export function relabelled(items: readonly Shape[], kept: Names): string[] {
  const places = items.map(drawnPlaces);
  let names = kept;
  const texts = () => items.map((item) => shapeText(item, names));
  for (let round = 0; round < ROUNDS; round++) {
    const found = new Map<string, string[]>();
    for (const [n, text] of texts().entries()) {
      for (const [value, at] of places[n] as Map<string, string[]>) {
        // All of its places in an item at once: what names itself is not what names another.
        const place = JSON.stringify([at.sort(), text]);
        const known = found.get(value);
        if (known === undefined) found.set(value, [place]);
        else known.push(place);
      }
    }
    names = new Map([...[...found].map(([value, at]) => [value, digestOf(at.sort())] as const), ...kept]);
  }
  return texts();
}

function digestOf(places: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(places)).digest('hex');
}
