import { messagesOf } from '../../readings/messages.ts';
import { overlaps } from '../../readings/overlaps.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * While a consumer holds a message, from its receive until its visibility runs out, it gives it back or acknowledges,
 * nobody else receives it. A receive and what ends it lie somewhere between a call and its answer: only what no choice of
 * moments explains is accused. A holder that overran may meet the next one: counted as `overran`, not accused.
 */
export const oneHolder: Checker = {
  name: 'one-holder',
  claim: 'Two consumers have the same message at once only if the first has overrun its visibility.',
  complexity: 'O(n log n)',
  source: 'SQS Developer Guide: visibility timeout',
  definite: 'cut',
  looksFor: { words: ['receive'], counted: ['holds'] },
  check(history) {
    const { messages } = messagesOf(history);
    const violations: Violation[] = [];
    const counts = { holds: 0, overran: 0 };
    for (const { id, holds } of messages.values()) {
      counts.holds += holds.length;
      counts.overran += holds.filter((hold) => hold.endedBy === 'stale').length;
      for (const { one: hold, other: next } of overlaps(holds)) {
        const early = Math.ceil((hold.end - next.startBy) / 1e6);
        const what = `received by ${next.process} while ${hold.process} held it for ${early} ms more`;
        violations.push({ id, what, events: [hold.index, next.index] });
      }
    }
    return resultOf(violations, counts);
  },
};
