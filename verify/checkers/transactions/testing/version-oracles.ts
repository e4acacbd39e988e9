import { appendsOf, ordersOf } from './snapshot-oracle.ts';
import type { Draft } from './transaction-arbitrary.ts';

/** One look at a list: how many of others' elements were in it, in which order all writers of the key came, and who was seen. */
interface Look {
  readonly key: unknown;
  readonly seen: readonly number[];
  /** Writers of the key that the list held nothing of. */
  readonly missed: readonly number[];
}

/** A history under one order of the versions of each key. */
interface Ordered {
  /** By transaction, in the order in which it read. */
  readonly looks: readonly (readonly Look[])[];
  readonly orders: ReadonlyMap<unknown, readonly number[]>;
}

/** Models by their definitions: some order of the versions, tried one after the other, has no such dependency. */
export const versionOracles = {
  /** G1 and G-cursor, each read being one through a cursor: nobody comes between what is read and what is appended (Adya 1999). */
  'cursor-stability': ({ looks, orders }: Ordered) =>
    looks.every((all, t) =>
      all.every(({ key, missed }) => {
        const order = orders.get(key) ?? [];
        return missed.every((other) => other === t || !order.includes(t) || order.indexOf(other) > order.indexOf(t));
      }),
    ),
  /** Once anything of a transaction was read, nothing is read as it was before it (Bailis et al. 2013). */
  'monotonic-atomic-view': ({ looks }: Ordered) =>
    looks.every((all, t) =>
      all.every(({ missed }, n) =>
        missed.every((other) => other === t || !all.slice(0, n).some(({ seen }) => seen.includes(other))),
      ),
    ),
  /** Who sees a transaction, or writes over it, misses nothing of it (Cerone, Bernardi, Gotsman 2015: Ext, NoConflict). */
  'update-atomic': ({ looks, orders }: Ordered) =>
    looks.every((all, t) => {
      const over = [...orders.values()].flatMap((order) => (order.includes(t) ? order.slice(0, order.indexOf(t)) : []));
      const visible = new Set([...all.flatMap(({ seen }) => seen), ...over]);
      return all.every(({ missed }) => missed.every((other) => other === t || !visible.has(other)));
    }),
} as const;

/** Whether a history in which all committed keeps a model. */
export function isKept(model: keyof typeof versionOracles, drafts: readonly Draft[]): boolean {
  const keys = [...new Set(drafts.flatMap(({ operations }) => operations.map(([, key]) => key)))];
  return ordersOf(keys, drafts).some((orders) => {
    const looks = drafts.map((_, t) => looksOf(drafts, orders, t));
    if (looks.some((all) => all === undefined)) return false;
    const ordered: Ordered = { looks: looks as Look[][], orders };
    return !goesRound(drafts.length, ordered) && versionOracles[model](ordered);
  });
}

/** What a transaction read, or undefined when the order does not give it, or it read what was not finished. */
function looksOf(
  drafts: readonly Draft[],
  orders: ReadonlyMap<unknown, readonly number[]>,
  t: number,
): Look[] | undefined {
  const looks: Look[] = [];
  const own = new Map<unknown, number>();
  for (const [f, key, value] of (drafts[t] as Draft).operations) {
    if (f === 'append') {
      own.set(key, (own.get(key) ?? 0) + 1);
      continue;
    }
    const list = (value ?? []) as unknown[];
    const seen = list.slice(0, list.length - (own.get(key) ?? 0));
    const order = orders.get(key) ?? [];
    const elements = order.flatMap((w) => appendsOf(drafts[w] as Draft, key).map((element) => ({ w, element })));
    if (seen.some((element, at) => elements[at]?.element !== element)) return undefined;
    const last = elements[seen.length - 1]?.w;
    if (last !== undefined && elements[seen.length]?.w === last) return undefined;
    const at = last === undefined ? 0 : order.indexOf(last) + 1;
    looks.push({ key, seen: order.slice(0, at), missed: order.slice(at) });
  }
  return looks;
}

/** G0 or G1c. */
function goesRound(size: number, { looks, orders }: Ordered): boolean {
  const before = Array.from({ length: size }, () => new Set<number>());
  for (const order of orders.values())
    for (const [n, t] of order.entries()) for (const each of order.slice(0, n)) before[t]?.add(each);
  for (const [t, all] of looks.entries())
    for (const { seen } of all) for (const each of seen) if (each !== t) before[t]?.add(each);
  const left = new Set(before.keys());
  for (;;) {
    const free = [...left].find((t) => ![...(before[t] as Set<number>)].some((each) => left.has(each)));
    if (free === undefined) return left.size > 0;
    left.delete(free);
  }
}
