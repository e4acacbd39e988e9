import { attributesOf, keyOf, partitionText } from '../tables/key.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { ABOVE_ALL } from '../values/sortable.ts';

const GB = 2 ** 30;

/** Whether an answer tells the sizes of the item collections that it changed. */
export type MetricsWish = 'SIZE' | 'NONE' | undefined;

/**
 * What AWS tells of the item collection of an item that was written: all items with its partition key, in the table and its
 * local indexes. Tables without local indexes have none.
 */
function itemCollection(table: Table, item: Item): object | undefined {
  const { definition, records } = table;
  const local = definition.indexes.filter(({ isGlobal }) => !isGlobal);
  if (local.length === 0) return undefined;
  const from = partitionText(definition.key, item);
  const stretch = { from, to: from + ABOVE_ALL };
  let bytes = 0;
  for (const entries of [records.items, ...local.map(({ name }) => records.index(name))])
    for (const entry of entries.walk(stretch)) bytes += entry.bytes;
  const lower = Math.floor(bytes / GB);
  return {
    ItemCollectionKey: keyOf(item, { partition: attributesOf(definition.key).slice(0, 1), sort: [] }),
    SizeEstimateRangeGB: [lower, lower + 1],
  };
}

/** The member of an answer about one write. */
export function itemCollectionMetrics(wish: MetricsWish, table: Table, item: Item): object {
  const told = wish === 'SIZE' ? itemCollection(table, item) : undefined;
  return told === undefined ? {} : { ItemCollectionMetrics: told };
}

/** Item collections that several writes changed, by table. */
export class ItemCollections {
  readonly #wish: MetricsWish;
  readonly #byTable = new Map<string, Map<string, object>>();

  constructor(wish: MetricsWish) {
    this.#wish = wish;
  }

  /** Adds the collection of an item that was written, if there was one. */
  add(table: Table, item: Item | undefined): void {
    const told = this.#wish === 'SIZE' && item !== undefined ? itemCollection(table, item) : undefined;
    if (told === undefined) return;
    const { name } = table.origin;
    const collections = this.#byTable.get(name) ?? new Map<string, object>();
    this.#byTable.set(name, collections.set(JSON.stringify(told), told));
  }

  /** The member of an answer about all of them. */
  all(): object {
    if (this.#byTable.size === 0) return {};
    const told = [...this.#byTable].map(([name, collections]) => [name, [...collections.values()]] as const);
    return { ItemCollectionMetrics: Object.fromEntries(told) };
  }
}
