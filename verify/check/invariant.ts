import type { HistoryEvent } from '../history/event.ts';
import { type SagaHistory, sagasOf } from '../readings/sagas.ts';
import { type Checker, resultOf } from '../verdict/checker.ts';
import type { Violation } from '../verdict/verdict-schema.ts';

/**
 * A checker of your own from a name, a claim and a generator that yields what breaks it. It gets the history in the
 * words of sagas, and raw. Judged like any other: `judge(yours, history)`.
 */
export function invariant(
  name: string,
  claim: string,
  violations: (sagas: SagaHistory, history: readonly HistoryEvent[]) => Iterable<Violation>,
): Checker {
  return {
    name,
    claim,
    complexity: 'its own',
    source: 'custom',
    definite: false,
    check(history) {
      const sagas = sagasOf(history);
      return resultOf([...violations(sagas, history)], { sagas: sagas.sagas.size, events: history.length });
    },
  };
}
