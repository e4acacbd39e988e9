import { type Saga, type Span, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * What a saga does to one step it does at most once, and money moves at most once in each direction, however often it
 * was asked for and whatever idempotency key was used. That it happened at all is saga atomicity and money conservation.
 */
export const exactlyOnceEffects: Checker = {
  name: 'exactly-once-effects',
  claim: 'No effect of a saga happens twice, and no money moves twice, however often it was asked for.',
  complexity: 'O(n)',
  source: 'aws-semantics: exactly-once effect',
  definite: true,
  looksFor: { words: ['begin', 'effect', 'money'], counted: ['sagas'] },
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    const counts = { sagas: sagas.size, effects: 0, movements: 0, kinds: 0 };
    for (const saga of sagas.values()) {
      counts.effects += saga.effects.length;
      counts.movements += saga.money.length;
      const kinds = groups(saga);
      counts.kinds += kinds.size;
      for (const [kind, spans] of kinds) {
        if (spans.length === 1) continue;
        violations.push({
          id: saga.id,
          what: `${kind} took place ${spans.length} times, expected once`,
          events: spans.flatMap((span) => span.events),
        });
      }
    }
    return resultOf(violations, counts);
  },
};

/** What happened, by what was done. */
function groups(saga: Saga): Map<string, Span[]> {
  const kinds = new Map<string, Span[]>();
  const add = (kind: string, span: Span): void => {
    const spans = kinds.get(kind);
    if (spans === undefined) kinds.set(kind, [span]);
    else spans.push(span);
  };
  for (const effect of saga.effects) add(`${effect.action} of ${effect.step}`, effect);
  for (const money of saga.money) add(`${money.direction} of money`, money);
  return kinds;
}
