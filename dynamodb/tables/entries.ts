import sortedBTree from 'sorted-btree';
import type { Item } from '../values/attribute-value.ts';

/** What a table or an index holds under a key. */
export interface Entry {
  /** By which entries sort, and which names the entry. */
  readonly text: string;
  /** The item, or as much of it as an index has. */
  readonly item: Item;
  readonly bytes: number;
}

/** Where to walk: from `from`, which is included, to `to`, which is not. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

const BTree = sortedBTree.default;
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Entries in their order, in a tree whose copies cost nothing until one of them is changed. */
export class Entries {
  #tree = new BTree<string, Entry>(undefined, order);
  #bytes = 0;

  get count(): number {
    return this.#tree.size;
  }

  /** What all items count together. */
  get bytes(): number {
    return this.#bytes;
  }

  get(text: string): Entry | undefined {
    return this.#tree.get(text);
  }

  /** Puts an entry in place of another one. Either may be missing: then one is only deleted, or there is one more. */
  replace(gone: Entry | undefined, come: Entry | undefined): void {
    if (gone !== undefined && gone.text !== come?.text) this.#tree.delete(gone.text);
    if (come !== undefined) this.#tree.set(come.text, come);
    this.#bytes += (come?.bytes ?? 0) - (gone?.bytes ?? 0);
  }

  /** All entries, in order. */
  all(): IterableIterator<Entry> {
    return this.#tree.values();
  }

  /** The entries of a stretch, from its end if `backwards`. */
  *walk({ from, to }: Stretch, backwards = false): Generator<Entry> {
    if (backwards) {
      for (const [text, entry] of this.#tree.entriesReversed(to, undefined, true)) {
        if (text < from) return;
        yield entry;
      }
    } else {
      for (const [text, entry] of this.#tree.entries(from)) {
        if (text >= to) return;
        yield entry;
      }
    }
  }

  /** The same entries, apart: a change of one is not seen in the other. */
  copy(): Entries {
    const copy = new Entries();
    copy.#tree = this.#tree.clone();
    copy.#bytes = this.#bytes;
    return copy;
  }
}
