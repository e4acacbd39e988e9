import type { MicroOperation } from '../table/transaction-table.ts';
import type { Draft } from './transaction-arbitrary.ts';

type Lists = ReadonlyMap<unknown, readonly unknown[]>;

/**
 * Snapshot isolation by what a database does: a transaction reads what had been committed when it began, and what it appended
 * itself; of two that append to the same key and are under way at once, one must fail. Every order of beginnings and commits
 * is tried. All that committed take part, those of unknown outcome may.
 */
export function isSnapshotIsolated(drafts: readonly Draft[]): boolean {
  const certain = drafts.filter(({ type }) => type === 'ok');
  const unknown = drafts.filter(({ type }) => type === 'info');
  return subsets(unknown).some((happened) => interleaves([...certain, ...happened], new Map(), new Map()));
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((some) => [some, [first, ...some]]);
}

/** @param open transactions under way, with what they append in the end */
function interleaves(left: readonly Draft[], state: Lists, open: ReadonlyMap<Draft, Lists>): boolean {
  if (left.length === 0 && open.size === 0) return true;
  for (const draft of left) {
    const appended = executed(draft, state);
    if (appended === undefined) continue;
    const clashes = [...open.values()].some((other) => [...appended.keys()].some((key) => other.has(key)));
    if (clashes) continue;
    const rest = left.filter((other) => other !== draft);
    if (interleaves(rest, state, new Map(open).set(draft, appended))) return true;
  }
  for (const [draft, appended] of open) {
    const next = new Map(state);
    for (const [key, elements] of appended) next.set(key, [...(next.get(key) ?? []), ...elements]);
    const others = new Map(open);
    others.delete(draft);
    if (interleaves(left, next, others)) return true;
  }
  return false;
}

/** What a transaction appends, key by key, or undefined when it read something else than it must have seen. */
function executed({ operations, type }: Draft, snapshot: Lists): Map<unknown, unknown[]> | undefined {
  const appended = new Map<unknown, unknown[]>();
  for (const [f, key, value] of operations) {
    if (f === 'append') appended.set(key, [...(appended.get(key) ?? []), value]);
    else if (type === 'ok') {
      const seen = [...(snapshot.get(key) ?? []), ...(appended.get(key) ?? [])];
      if (JSON.stringify(seen) !== JSON.stringify(value ?? [])) return undefined;
    }
  }
  return appended;
}

/**
 * PL-2+ by its definition (Adya 1999): some order of the appends to each key, which the lists that were read do not contradict,
 * gives a graph without a cycle of dependencies and without one that has a single anti-dependency, and nothing is read that its
 * writer had not finished. Every order is tried. For histories in which all committed.
 */
export function isConsistentView(drafts: readonly Draft[]): boolean {
  const done = drafts.filter(({ type }) => type === 'ok');
  const keys = [...new Set(done.flatMap(({ operations }) => operations.map(([, key]) => key)))];
  return ordersOf(keys, done).some((lists) => hasNoSingle(done, lists));
}

/** For each key every order of who appended to it. */
export function ordersOf(keys: readonly unknown[], done: readonly Draft[]): Map<unknown, number[]>[] {
  return keys.reduce<Map<unknown, number[]>[]>(
    (all, key) => {
      const writers = [...done.keys()].filter((t) => done[t]?.operations.some(([f, k]) => f === 'append' && k === key));
      return all.flatMap((lists) => permutations(writers).map((order) => new Map(lists).set(key, order)));
    },
    [new Map()],
  );
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

function hasNoSingle(done: readonly Draft[], lists: ReadonlyMap<unknown, readonly number[]>): boolean {
  const size = done.length;
  const depends = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const misses: [number, number][] = [];
  const add = (from: number, to: number): void => {
    if (from !== to) (depends[from] as boolean[])[to] = true;
  };
  for (const order of lists.values()) for (const [n, t] of order.entries()) if (n > 0) add(order[n - 1] as number, t);
  for (const [t, { operations }] of done.entries()) {
    for (const [n, [f, key, value]] of operations.entries()) {
      if (f !== 'r') continue;
      const own = operations.slice(0, n).filter(([g, k]) => g === 'append' && k === key).length;
      const seen = ((value ?? []) as unknown[]).slice(0, ((value ?? []) as unknown[]).length - own);
      const order = lists.get(key) ?? [];
      const elements = order.flatMap((w) => appendsOf(done[w] as Draft, key).map((element) => ({ w, element })));
      if (seen.some((element, at) => elements[at]?.element !== element)) return false;
      const last = elements[seen.length - 1]?.w;
      if (last !== undefined && elements[seen.length]?.w === last) return false;
      if (last !== undefined) add(last, t);
      const next = order[last === undefined ? 0 : order.indexOf(last) + 1];
      if (next !== undefined && next !== t) misses.push([t, next]);
    }
  }
  for (let k = 0; k < size; k += 1)
    for (let a = 0; a < size; a += 1)
      for (let b = 0; b < size; b += 1) if (depends[a]?.[k] && depends[k]?.[b]) (depends[a] as boolean[])[b] = true;
  if (depends.some((row, t) => row[t])) return false;
  return misses.every(([reader, writer]) => !depends[writer]?.[reader]);
}

export function appendsOf({ operations }: Draft, key: unknown): unknown[] {
  return operations.filter(([f, k]: MicroOperation) => f === 'append' && k === key).map(([, , value]) => value);
}
