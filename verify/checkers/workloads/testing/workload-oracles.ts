import { isLog } from './log-oracle.ts';
import type { Done } from './workload.ts';

type Oracle = (done: readonly Done[], options: Readonly<Record<string, unknown>>) => boolean;

const ok = (done: readonly Done[], f: string): Done[] => done.filter((each) => each.f === f && each.type === 'ok');
const happened = (done: readonly Done[], f: string): Done[] =>
  done.filter((each) => each.f === f && each.type !== 'fail');
const listIn = ({ output }: Done): unknown[] => output as unknown[];
/** Rows, or a key and rows. */
const rowsIn = (read: Done): unknown[] =>
  Array.isArray(listIn(read)[1]) ? (listIn(read)[1] as unknown[]) : listIn(read);
const isOver = (one: Done, other: Done): boolean => one.type === 'ok' && one.ended < other.began;
const pairs = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.flatMap((b, n) => items.slice(0, n).map((a): [Item, Item] => [a, b]));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

function subsets<Item>(items: readonly Item[]): Item[][] {
  const [first, ...rest] = items;
  return first === undefined ? [[]] : subsets(rest).flatMap((some) => [some, [first, ...some]]);
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** Whether the history keeps what the checker of that name claims, by its definition, read aloud. */
export const workloadOracles: Readonly<Record<string, Oracle>> = {
  'unique-ids': (done) => pairs(ok(done, 'generate')).every(([a, b]) => a.output !== b.output),
  bank: (done, { total, negativeBalances }) => {
    const reads = ok(done, 'read').map(({ output }) => output as Record<string, number | null>);
    const totals = new Set(reads.map((read) => sum(Object.values(read).map(Number))));
    if (total !== undefined) totals.add(Number(total));
    const names = new Set(reads.map((read) => Object.keys(read).sort().join()));
    const isFine = (balance: number | null): boolean => balance !== null && (negativeBalances === true || balance >= 0);
    return totals.size <= 1 && names.size <= 1 && reads.every((read) => Object.values(read).every(isFine));
  },
  'predicate-inserts': (done) => pairs(ok(done, 'insert')).every(([a, b]) => a.key !== b.key),
  'causal-reverse': (done) =>
    ok(done, 'read').every((read) =>
      done.every(
        (later) =>
          later.f !== 'write' ||
          !listIn(read).includes(later.input) ||
          done.every(
            (earlier) => earlier.f !== 'write' || !isOver(earlier, later) || listIn(read).includes(earlier.input),
          ),
      ),
    ),
  'causal-order': (done) => {
    const linked = done.every(({ type, correlation = {} }, n) => {
      if (type !== 'ok' || correlation.link === undefined || correlation.link === 'init') return true;
      const before = done.slice(0, n).findLast((each) => each.type !== 'fail');
      return before?.type === 'info' || correlation.link === (before?.correlation?.position ?? 'init');
    });
    // Writes of unknown outcome take effect at any later time, or never: every choice is tried.
    const holds = (rest: readonly Done[], value: unknown, open: readonly Done[]): boolean => {
      const [next, ...others] = rest;
      if (next === undefined) return true;
      if (
        open.some((write) =>
          holds(
            rest,
            write.input,
            open.filter((other) => other !== write),
          ),
        )
      )
        return true;
      if (next.type === 'fail') return holds(others, value, open);
      if (next.type === 'info') return holds(others, value, next.f === 'write' ? [...open, next] : open);
      if (next.f === 'write') return holds(others, next.input, open);
      return (next.output ?? value) === value && holds(others, value, open);
    };
    return linked && holds(done, 0, []);
  },
  'sequential-inserts': (done) =>
    ok(done, 'read').every((read) => pairs(rowsIn(read)).every(([first, then]) => first === null || then !== null)),
  'long-fork': (done) => {
    const reads = ok(done, 'txn').map((each) => {
      const all = listIn(each) as [string, string, unknown][];
      return all.filter(([f, key]) => f === 'r' && !all.some(([other, own]) => other === 'w' && own === key));
    });
    // Some order of the writes, and each reader stood somewhere in it.
    return permutations(['x', 'y', 'z', 'u']).some((order) =>
      reads.every((read) =>
        [0, 1, 2, 3, 4].some((at) =>
          read.every(([, key, value]) => (value !== null) === order.slice(0, at).includes(key)),
        ),
      ),
    );
  },
  'counter-bounds': (done) =>
    ok(done, 'read').every((read) => {
      const adds = happened(done, 'add');
      const certain = sum(adds.filter((add) => isOver(add, read)).map(({ input }) => Number(input)));
      const maybe = adds
        .filter((add) => !isOver(add, read) && add.began < read.ended)
        .map(({ input }) => Number(input));
      const sums = subsets(maybe).map((some) => certain + sum(some));
      return Number(read.output) >= Math.min(...sums) && Number(read.output) <= Math.max(...sums);
    }),
  'final-set': (done) => {
    const last = ok(done, 'read')
      .toSorted((a, b) => a.ended - b.ended)
      .at(-1);
    if (last === undefined) return true;
    const added = happened(done, 'add')
      .filter(({ began }) => began < last.ended)
      .map(({ input }) => input);
    const certain = ok(done, 'add').filter((add) => isOver(add, last));
    return (
      certain.every(({ input }) => listIn(last).includes(input)) && listIn(last).every((value) => added.includes(value))
    );
  },
  'growing-set': (done, { linearizable }) => {
    const adds = happened(done, 'add');
    const reads = ok(done, 'read').toSorted((a, b) => a.began - b.began);
    if (
      reads.some((read) =>
        listIn(read).some((value) => !adds.some((add) => add.input === value && add.began < read.ended)),
      )
    )
      return false;
    return [0, 1, 2, 3].every((value) => {
      const found = reads.filter((read) => listIn(read).includes(value));
      const known = [...adds.filter(({ input, type }) => input === value && type === 'ok'), ...found].map(
        ({ ended }) => ended,
      );
      // Whoever began last of all, or whoever began at all, once it was known to be there, found it.
      const since = reads.filter(({ began }) => began > Math.min(Infinity, ...known));
      return (linearizable === true ? since : since.slice(-1)).every((read) => listIn(read).includes(value));
    });
  },
  'each-succeeds': (done) => done.every(({ f }) => ok(done, f).length > 0),
  kafka: (done, { isolated }) => isLog(done, isolated === true),
  'total-queue': (done, { once }) => {
    const out = [...ok(done, 'dequeue').map(({ output }) => output), ...ok(done, 'drain').flatMap(listIn)].filter(
      (value) => value !== null && value !== undefined,
    );
    const into = happened(done, 'enqueue').map(({ input }) => input);
    const count = (values: readonly unknown[], value: unknown): number =>
      values.filter((each) => each === value).length;
    const certain = ok(done, 'enqueue').map(({ input }) => input);
    const missing = sum([0, 1, 2, 3].map((value) => Math.max(0, count(certain, value) - count(out, value))));
    const unknown = happened(done, 'dequeue').filter(({ type }) => type === 'info').length;
    const drained = happened(done, 'drain').some(({ type }) => type === 'info');
    if (once === true && out.some((value) => count(out, value) > count(into, value))) return false;
    return out.every((value) => into.includes(value)) && (drained || missing <= unknown);
  },
};
