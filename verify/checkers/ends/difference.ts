import { type Masked, mask } from './mask.ts';
import { relabelled } from './relabel.ts';

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
  const kept = drawnInBoth(there, here);
  const masked = (items: readonly EndItem[]) => items.map(({ item, began }) => mask(item, began, kept));
  const [left, right] = [masked(there), masked(here)];
  const alone = ({ text }: Masked) => text;
  const apart = unmatched({ items: there, texts: left.map(alone) }, { items: here, texts: right.map(alone) });
  if (apart.length > 0) return apart;
  return unmatched({ items: there, texts: relabelled(left) }, { items: here, texts: relabelled(right) });
}

/** What both runs have is no chance, however much it looks like it: a digest, an id made of a name. */
function drawnInBoth(there: readonly EndItem[], here: readonly EndItem[]): Set<string> {
  const drawn = (items: readonly EndItem[]) => new Set(items.flatMap(({ item, began }) => mask(item, began).drawn));
  const other = drawn(here);
  return new Set([...drawn(there)].filter((value) => other.has(value)));
}

interface Side {
  readonly items: readonly EndItem[];
  readonly texts: readonly string[];
}

function unmatched(there: Side, here: Side): Difference[] {
  const left = new Map<string, EndItem[]>();
  for (const [n, item] of there.items.entries()) {
    const key = JSON.stringify([item.place, there.texts[n]]);
    left.set(key, [...(left.get(key) ?? []), item]);
  }
  const surplus: EndItem[] = [];
  for (const [n, item] of here.items.entries()) {
    if (left.get(JSON.stringify([item.place, here.texts[n]]))?.shift() === undefined) surplus.push(item);
  }
  return paired([...left.values()].flat(), surplus);
}

/** An item that changed is one difference, not two: each is told beside the one of its place that is most like it. */
function paired(missing: readonly EndItem[], surplus: readonly EndItem[]): Difference[] {
  const free = [...surplus];
  const found = missing.map((there): Difference => {
    const like = free
      .filter(({ place }) => place === there.place)
      .map((here) => ({ here, fields: changedFields(there.item, here.item).length, of: fieldsOf(there.item).length }))
      .sort((a, b) => a.fields - b.fields)[0];
    if (like === undefined || like.fields >= like.of) return { place: there.place, there };
    free.splice(free.indexOf(like.here), 1);
    return { place: there.place, there, here: like.here };
  });
  return [...found, ...free.map((here) => ({ place: here.place, here }))];
}

/** The fields in which two items differ, as they are. */
export function changedFields(there: unknown, here: unknown): string[] {
  const names = new Set([...fieldsOf(there), ...fieldsOf(here)]);
  return [...names].filter((name) => JSON.stringify(fieldOf(there, name)) !== JSON.stringify(fieldOf(here, name)));
}

function fieldsOf(item: unknown): string[] {
  return typeof item === 'object' && item !== null ? Object.keys(item) : [];
}

/** A field of an item; undefined where it has none. */
export function fieldOf(item: unknown, field: string): unknown {
  return typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>)[field] : undefined;
}
