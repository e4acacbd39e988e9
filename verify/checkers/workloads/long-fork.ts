import { EventError } from '../../history/history-error.ts';
import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import { cyclesOf } from '../transactions/graph/cycles.ts';
import { ww } from '../transactions/graph/dependency.ts';
import { GraphBuilder } from '../transactions/graph/graph-builder.ts';
import { type Tried, triedOf } from './tried.ts';

/** Somebody found one key written and another one not. */
interface Before {
  readonly key: string;
  readonly read: Tried;
}

/**
 * Keys that are written once are seen to be written in one order: whoever finds one of them and misses another says that the
 * one was first, and these orders close no cycle. A long fork is two readers who see two writes in opposite orders, which
 * snapshot isolation forbids and parallel snapshot isolation allows. Transactions of `["r", key, value]` and `["w", key, value]`
 * under `txn`, `read` or `write`; what one reads of a key that it writes itself is not looked at.
 */
export const longFork: Checker = {
  name: 'long-fork',
  claim: 'All readers see the first writes of keys in one order.',
  complexity: 'O(n · keys of a read²)',
  source: 'Jepsen: jepsen.tests.long-fork; Sovran et al.: Transactional storage for geo-replicated systems (2011)',
  definite: true,
  looksFor: { words: ['txn', 'read', 'write'], counted: ['reads'] },
  check(history) {
    const values = new Map<string, string>();
    const writers = new Set<string>();
    const after = new Map<string, Map<string, Tried>>();
    const counts = { transactions: 0, reads: 0 };
    for (const tried of triedOf(history, ['txn', 'read', 'write'])) {
      counts.transactions += 1;
      const { found, missed } = readBy(tried, values, writers);
      if (found.length + missed.length === 0) continue;
      counts.reads += 1;
      for (const first of found) {
        const later = after.get(first) ?? new Map<string, Tried>();
        after.set(first, later);
        for (const key of missed) if (!later.has(key)) later.set(key, tried);
      }
    }
    const violations = cyclesIn(after).map((cycle) => {
      const steps = cycle.map(({ key, read }, n) => {
        const next = cycle[(n + 1) % cycle.length] as Before;
        return `${read.process} found ${key} written and ${next.key} not`;
      });
      return { id: 'long-fork', what: steps.join('; '), events: cycle.flatMap(({ read }) => read.events) };
    });
    return resultOf(violations, { ...counts, keys: values.size });
  },
};

/** What a transaction found of keys that it did not write. @throws EventError for two values of a key, or no transaction */
function readBy(
  tried: Tried,
  values: Map<string, string>,
  writers: Set<string>,
): { found: string[]; missed: string[] } {
  const { event, input, output } = tried;
  const operations = output ?? input;
  const malformed = (got: unknown, expected: string): EventError =>
    new EventError(event, { field: 'value', expected, got });
  if (!Array.isArray(operations)) throw malformed(operations, 'a list of ["r", key, value] and ["w", key, value]');
  const read = new Map<string, unknown>();
  const written = new Set<string>();
  for (const operation of operations as readonly unknown[]) {
    const [f, name, value = null] = Array.isArray(operation) ? operation : [];
    if (f !== 'r' && f !== 'w') throw malformed(operation, '["r", key, value] or ["w", key, value]');
    const key = canonicalText(name);
    if (f === 'w') written.add(key);
    else if (tried.outcome === 'ok') read.set(key, value);
    if (value === null || tried.outcome === 'fail' || (f === 'r' && tried.outcome !== 'ok')) continue;
    const text = canonicalText(value);
    const known = values.get(key);
    const isAgain = f === 'w' && writers.has(key);
    if (isAgain || (known !== undefined && known !== text)) {
      throw malformed(operation, `the only write of ${key}, and its value in all reads`);
    }
    if (f === 'w') writers.add(key);
    values.set(key, text);
  }
  const others = [...read].filter(([key]) => !written.has(key));
  return {
    found: others.filter(([, value]) => value !== null).map(([key]) => key),
    missed: others.filter(([, value]) => value === null).map(([key]) => key),
  };
}

/** For each group of keys that go round, the shortest way from key to key, each of which was there before the next one. */
function cyclesIn(after: ReadonlyMap<string, ReadonlyMap<string, Tried>>): Before[][] {
  const names = [...after.keys()];
  const places = new Map(names.map((name, place) => [name, place]));
  const graph = new GraphBuilder(names.length);
  for (const [place, later] of [...after.values()].entries()) {
    for (const key of later.keys()) {
      const other = places.get(key);
      if (other !== undefined) graph.add(place, other, ww, place);
    }
  }
  return [...cyclesOf(graph.build()).cycles.values()].flat().map(({ nodes }) => {
    const keys = nodes.map((node) => names[node] as string);
    return keys.map((key, n) => ({ key, read: after.get(key)?.get(keys[(n + 1) % keys.length] as string) as Tried }));
  });
}
