import { EventError } from '../../history/history-error.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import { byKey, named, triedOf } from './tried.ts';

/**
 * Adya's G2 by predicates: of a key, each of two transactions looks by a predicate for rows of the other and inserts one where
 * it finds none (`f: "insert"` with a key). At most one may commit, or each missed what the other inserted.
 */
export const predicateInserts: Checker = {
  name: 'predicate-inserts',
  claim: 'Of transactions that insert only where a predicate finds nothing, one at most commits.',
  complexity: 'O(n)',
  source: 'Adya: Weak Consistency (1999), G2; Jepsen: jepsen.tests.adya',
  definite: true,
  looksFor: { words: ['insert'], counted: ['inserted'] },
  check(history) {
    const keys = byKey(triedOf(history, ['insert']));
    const [keyless] = keys.get('') ?? [];
    if (keyless !== undefined) {
      const expected = 'the key of the rows, or the value [key, rows]';
      throw new EventError(keyless.event, { field: 'key', expected, got: keyless.event.key });
    }
    const inserted = [...keys].map(([key, tried]) => [key, tried.filter(({ outcome }) => outcome === 'ok')] as const);
    const violations = inserted
      .filter(([, done]) => done.length > 1)
      .map(([key, done]) => {
        const what = `${done.length} transactions inserted, each of which had found nothing`;
        return { id: named(key, 'insert'), what, events: done.flatMap(({ events }) => events) };
      });
    return resultOf(violations, {
      keys: keys.size,
      inserted: inserted.reduce((sum, [, done]) => sum + done.length, 0),
    });
  },
};
