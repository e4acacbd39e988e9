import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { listOf, named, type Tried, triedOf } from './tried.ts';

/**
 * Sequential consistency of inserts: a client inserts rows one after the other, and whoever reads them one by one in the
 * reverse order (`read` finds `[key, rows]`, or rows under a key, null where there was none) finds all before one that it found.
 */
export const sequentialInserts: Checker = {
  name: 'sequential-inserts',
  claim: 'Who reads the rows of a client last one first, and finds one, finds all that were inserted before it.',
  complexity: 'O(n) in rows read',
  source: 'Jepsen: jepsen.cockroach.sequential; elle-cli: sequential',
  definite: true,
  looksFor: { words: ['read'], counted: ['reads'] },
  check(history) {
    const counts = { reads: 0, all: 0, some: 0, none: 0 };
    const violations: Violation[] = [];
    for (const read of triedOf(history, ['read'])) {
      if (read.outcome !== 'ok') continue;
      const [key, rows] = rowsOf(read);
      counts.reads += 1;
      const first = rows.findIndex((row) => row !== null);
      counts[first < 0 ? 'none' : rows.includes(null) ? 'some' : 'all'] += 1;
      const gap = first < 0 ? -1 : rows.indexOf(null, first);
      if (gap === -1) continue;
      const what = `row ${rows.length - 1 - first} was found, and then row ${rows.length - 1 - gap} was not, which came before it`;
      violations.push({ id: key, what, events: read.events });
    }
    return resultOf(violations, counts);
  },
};

function rowsOf(read: Tried): [key: string, rows: readonly unknown[]] {
  const list = listOf(read);
  const [key, rows] = list;
  if (list.length === 2 && Array.isArray(rows)) return [String(key), rows];
  return [named(read.key, 'rows'), list];
}
