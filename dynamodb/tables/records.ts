import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { dictionary } from '../values/dictionary.ts';
import { itemSize } from '../values/size.ts';
import type { Definition, Index } from './definition.ts';
import { Entries, type Entry } from './entries.ts';
import { attributesOf, keyText } from './key.ts';
import { hasKey } from './key-size.ts';

/** The part of an item that an index holds. */
function projected({ key: tableKey }: Definition, { key, projection }: Index, item: Item): Item {
  if (projection.ProjectionType === 'ALL') return item;
  const part = dictionary<AttributeValue>();
  const names = [...attributesOf(tableKey), ...attributesOf(key)].map(({ name }) => name);
  for (const name of [...names, ...(projection.NonKeyAttributes ?? [])]) {
    const value = item[name];
    if (value !== undefined) part[name] = value;
  }
  return part;
}

/** What an index holds of an item; undefined if the item has not all of its key, as indexes are sparse. */
export function indexEntry(definition: Definition, index: Index, entry: Entry): Entry | undefined {
  if (!hasKey(index.key, entry.item)) return undefined;
  const text = keyText(index.key, entry.item) + entry.text;
  const item = projected(definition, index, entry.item);
  return { text, item, bytes: item === entry.item ? entry.bytes : itemSize(item) };
}

/** The items of a table, and what its indexes hold of them. */
export class Records {
  readonly items: Entries;
  readonly #indexes: Map<string, Entries>;

  constructor(items = new Entries(), indexes = new Map<string, Entries>()) {
    this.items = items;
    this.#indexes = indexes;
  }

  /** The entries of an index. */
  index(name: string): Entries {
    return this.#indexes.get(name) as Entries;
  }

  /** Builds an index over the items that are there. */
  addIndex(definition: Definition, index: Index): void {
    const entries = new Entries();
    for (const item of this.items.all()) {
      const entry = indexEntry(definition, index, item);
      if (entry !== undefined) entries.replace(undefined, entry);
    }
    this.#indexes.set(index.name, entries);
  }

  deleteIndex(name: string): void {
    this.#indexes.delete(name);
  }

  copy(): Records {
    return new Records(this.items.copy(), new Map([...this.#indexes].map(([name, entries]) => [name, entries.copy()])));
  }
}
