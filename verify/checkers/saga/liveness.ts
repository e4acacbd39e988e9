import { sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * Faults stopped and the system left alone, every saga ends. The history says when it went quiet or when waiting for
 * that was given up; a saga that is open then will stay open.
 */
export const liveness: Checker = {
  name: 'liveness',
  claim: 'Every saga has ended once the system is quiet.',
  complexity: 'O(n)',
  source: 'aws-semantics: liveness; Alpern, Schneider: Defining liveness (1985)',
  definite: false,
  looksFor: { words: ['begin', 'end', 'quiet'], counted: ['sagas'] },
  check(history) {
    const { sagas, quiet } = sagasOf(history);
    const violations: Violation[] = [];
    for (const saga of sagas.values()) {
      if (saga.ends.length > 0) continue;
      const last = saga.transitions.at(-1);
      const state =
        last === undefined ? 'without any transition' : `since ${last.value.event} ${last.value.step ?? ''}`.trim();
      const found = [...saga.begins, ...(last === undefined ? [] : [last]), ...saga.states];
      violations.push({ id: saga.id, what: `still open, ${state}`, events: found.map((at) => at.index) });
    }
    const counts = { sagas: sagas.size, open: violations.length };
    if (quiet === undefined && violations.length > 0) {
      return {
        valid: 'unknown',
        counts,
        error: 'sagas are open, but the history does not say that the system was quiet',
      };
    }
    return resultOf(violations, counts);
  },
};
