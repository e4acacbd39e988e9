import { isDeepStrictEqual } from 'node:util';
import { jsonText } from '../../history/exact-json.ts';
import { mask } from './mask.ts';
import { relabelled } from './relabel.ts';
import { drawnPlaces, type Names, type Shape, shapeText } from './shape.ts';

/** Something that lies in a table or queue at the end of a run. */
export interface EndItem {
  readonly place: string;
  readonly item: unknown;
  /** When its run began, epoch milliseconds. */
  readonly began: number;
  /** Index of its event. */
  readonly index: number;
}

/** What the end of one run has and that of another has not, of one place. One of both may be absent. */
export interface Difference {
  readonly place: string;
  readonly there?: EndItem;
  readonly here?: EndItem;
}

/**
 * In what two ends differ, but for times and drawn values: as multisets, place by place. Only where each item by itself is found
 * again is it asked whether they refer to each other in the same way: one wrong item would make all that it names differ.
 */
export function differences(there: readonly EndItem[], here: readonly EndItem[]): Difference[] {
  const [left, right] = [there.map(shapeOf), here.map(shapeOf)];
  const kept = drawnInBoth(left, right);
  const alone = (shape: Shape) => shapeText(shape, kept);
  const apart = unmatched({ items: there, texts: left.map(alone) }, { items: here, texts: right.map(alone) });
  if (apart.length > 0) return apart;
  return unmatched({ items: there, texts: relabelled(left, kept) }, { items: here, texts: relabelled(right, kept) });
}

function shapeOf({ place, item, began }: EndItem): Shape {
  return { open: '', parts: [jsonText(place), mask(item, began)], close: '' };
}

/** What both runs have is no chance, however much it looks like it (a digest, an id made of a name): it keeps its own name. */
function drawnInBoth(left: readonly Shape[], right: readonly Shape[]): Names {
  const drawn = (shapes: readonly Shape[]) => new Set(shapes.flatMap((shape) => [...drawnPlaces(shape).keys()]));
  const other = drawn(right);
  return new Map([...drawn(left)].flatMap((value) => (other.has(value) ? [[value, value]] : [])));
}

interface Side {
  readonly items: readonly EndItem[];
  readonly texts: readonly string[];
}

function unmatched(there: Side, here: Side): Difference[] {
  const left = Map.groupBy(there.items.keys(), (n) => there.texts[n]);
  const surplus = here.items.filter((_, n) => left.get(here.texts[n])?.pop() === undefined);
  const missing = [...left.values()].flat().map((n) => there.items[n] as EndItem);
  return paired(missing, surplus);
}

/** An item that changed is one difference, not two: each is told beside the one of its place that is most like it. */
function paired(missing: readonly EndItem[], surplus: readonly EndItem[]): Difference[] {
  const free = new Set(surplus);
  const found = missing.map((there): Difference => {
    const { place, item } = there;
    const most = Object.keys(fieldsOf(item)).length;
    let like: { readonly here: EndItem; readonly changed: number } | undefined;
    for (const here of free) {
      if (here.place !== place) continue;
      const changed = changedFields(item, here.item).length;
      if (changed < (like?.changed ?? most)) like = { here, changed };
    }
    if (like === undefined) return { place, there };
    free.delete(like.here);
    return { place, there, here: like.here };
  });
  return [...found, ...[...free].map((here) => ({ place: here.place, here }))];
}

/** The fields in which two items differ, as they are. */
export function changedFields(there: unknown, here: unknown): string[] {
  const [before, now] = [fieldsOf(there), fieldsOf(here)];
  const names = Object.keys({ ...before, ...now });
  return names.filter((name) => !isDeepStrictEqual(before[name], now[name]));
}

/** The fields of an item that has any. */
export function fieldsOf(item: unknown): Readonly<Record<string, unknown>> {
  return typeof item === 'object' ? { ...item } : {};
}
