import type { Violation } from '../../../verdict/verdict-schema.ts';
import { committed, type TransactionTable } from '../table/transaction-table.ts';
import { describeTransaction, eventsOf } from '../table/words.ts';
import { isAppend, type ListOperations } from './list-append-operations.ts';
import type { Unplaced } from './list-append-unplaced.ts';
import { never, type Versions } from './list-append-versions.ts';

/** Which reads of a transaction count: of the key that it appends to, or of any key. */
export type Reads = 'of the key' | 'of any key';

/** What a transaction appended to a key: from where to where in its list; `never` where nobody read it. */
interface Written {
  first: number;
  last: number;
}

/** Who wrote two keys (or one), by the place in the one; and who of all until there is last in the other. */
interface Both {
  readonly writers: { readonly t: number; readonly at: number; readonly there: number }[];
  latest: number[];
}

/** What models that speak of lost updates add to the dependencies of transactions. */
export interface MissedUpdates {
  readonly violations: readonly Violation[];
  /** Of two who appended what nobody read: which came first, because it had not seen the other. */
  readonly before: readonly (readonly [one: number, other: number, key: number])[];
}

/**
 * Who appends to a key after somebody whose appends it did not see. `G-cursor`: in the same key (Adya's G-cursor with every read
 * taken as one through a cursor: a lost update). `missed-update`: in another key that both concern; update atomicity asks
 * that who writes over a transaction sees all of it (Cerone, Bernardi, Gotsman 2015: of two that write the same key, one sees
 * the other). What nobody read came last, whoever missed the other first. O(n log n + n · keys of a transaction²), and the pairs
 * whose appends nobody read.
 */
export function missedUpdatesOf(
  table: TransactionTable,
  operations: ListOperations,
  versions: Versions,
  unplaced: Unplaced,
  reads: Reads,
): MissedUpdates {
  const { size, flags, keyIds, values, transactions, keys } = operations;
  const wrote = writtenBy(operations, versions, unplaced);
  const both = bothOf(wrote, reads, keys.length);
  const violations: Violation[] = [];
  const first = new Map<string, readonly [one: number, other: number, key: number]>();
  const accuse = (t: number, other: number, over: number, key: number): void => {
    const [one, missed] = [describeTransaction(table, t), describeTransaction(table, other)];
    const what = `${one} appended to ${keys[over]} after ${missed}, and had read ${keys[key]} without what that one appended`;
    violations.push({ id: over === key ? 'G-cursor' : 'missed-update', what, events: eventsOf(table, [other, t]) });
  };
  for (let read = 0; read < size; read += 1) {
    const t = transactions[read] as number;
    if (((flags[read] as number) & isAppend) !== 0 || table.outcomes[t] !== committed) continue;
    const [key, seen] = [keyIds[read] as number, values[read] as number];
    for (const [over, { first: at, last }] of wrote.get(t) ?? []) {
      if (reads === 'of the key' && over !== key) continue;
      const pair = both.get(over * keys.length + key);
      const other = lastBefore(pair, at, seen);
      if (other !== undefined && other !== t) accuse(t, other, over, key);
      if (last !== never) continue;
      for (const each of unreadIn(pair)) {
        if (each.t === t || each.there < seen) continue;
        if (first.has(`${each.t} ${t} ${over}`)) accuse(t, each.t, over, key);
        else first.set(`${t} ${each.t} ${over}`, [t, each.t, over]);
      }
    }
  }
  return { violations, before: [...first.values()] };
}

function writtenBy(
  { keyIds }: ListOperations,
  { offsets, appends, writers }: Versions,
  { one, other, more }: Unplaced,
): Map<number, Map<number, Written>> {
  const wrote = new Map<number, Map<number, Written>>();
  const note = (t: number, key: number, at: number): void => {
    if (t < 0) return;
    const own = wrote.get(t) ?? new Map<number, Written>();
    wrote.set(t, own);
    const known = own.get(key);
    if (known === undefined) own.set(key, { first: at, last: at });
    else {
      known.first = Math.min(known.first, at);
      known.last = Math.max(known.last, at);
    }
  };
  for (let place = 0; place < appends.length; place += 1) {
    const key = keyIds[appends[place] as number] as number;
    note(writers[place] as number, key, place - (offsets[key] as number));
  }
  for (let key = 0; key < one.length; key += 1) {
    for (const t of more.get(key) ?? [one[key] as number, other[key] as number]) note(t, key, never);
  }
  return wrote;
}

/** Those who appended to the one key what nobody read: the last ones. */
function* unreadIn(both: Both | undefined): Generator<Both['writers'][number]> {
  for (let n = (both?.writers.length ?? 0) - 1; n >= 0; n -= 1) {
    const writer = both?.writers[n] as Both['writers'][number];
    if (writer.at !== never) return;
    yield writer;
  }
}

function bothOf(
  wrote: ReadonlyMap<number, ReadonlyMap<number, Written>>,
  reads: Reads,
  keys: number,
): Map<number, Both> {
  const both = new Map<number, Both>();
  for (const [t, own] of wrote) {
    for (const [one, { last: at }] of own) {
      for (const [other, { last: there }] of own) {
        if (reads === 'of the key' && one !== other) continue;
        const place = one * keys + other;
        const known = both.get(place) ?? { writers: [], latest: [] };
        both.set(place, known);
        known.writers.push({ t, at, there });
      }
    }
  }
  for (const each of both.values()) {
    each.writers.sort((a, b) => a.at - b.at);
    let latest = 0;
    each.latest = each.writers.map(({ there }, n) => {
      if (there > (each.writers[latest]?.there as number)) latest = n;
      return latest;
    });
  }
  return both;
}

/** Of those whose place in the one key is less than `before`, one whose place in the other is not less than `seen`. */
function lastBefore(both: Both | undefined, before: number, seen: number): number | undefined {
  if (both === undefined) return undefined;
  let [from, to] = [0, both.writers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((both.writers[middle]?.at as number) < before) from = middle + 1;
    else to = middle;
  }
  const latest = both.writers[both.latest[from - 1] ?? -1];
  return latest !== undefined && latest.there >= seen ? latest.t : undefined;
}
