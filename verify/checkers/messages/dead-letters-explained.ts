import { timesReceived } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * What lies in a dead-letter queue was received as often as its queue allows, or was put there on purpose (`planted`).
 * Poison that was sent ends there, no message lies there twice, and none was both acknowledged and given up.
 */
export const deadLettersExplained: Checker = {
  name: 'dead-letters-explained',
  claim: 'A dead-letter queue holds what was tried as often as allowed, all poison, and nothing that succeeded.',
  complexity: 'O(n)',
  source: 'SQS Developer Guide: dead-letter queues; aws-semantics: DLQ',
  definite: false,
  looksFor: { words: ['send', 'receive', 'dead-letter'], counted: ['messages'] },
  check(history) {
    const { messages, settings } = messagesOf(history);
    const violations: Violation[] = [];
    const counts = { messages: messages.size, deadLetters: 0, planted: 0, exceeded: 0, poison: 0, staleSuccess: 0 };
    for (const message of messages.values()) {
      const { id, queue, poison, sent, holds, done, dead, expired } = message;
      const events = dead.map((at) => at.index);
      counts.deadLetters += dead.length;
      if (poison) counts.poison += 1;
      if (poison && sent === 'ok' && dead.length === 0 && expired === undefined) {
        const what = done === undefined ? 'poison that is not dead-lettered' : 'poison that was acknowledged';
        violations.push({ id, what, events: holds.map((hold) => hold.index) });
      }
      const first = dead[0];
      if (first === undefined) continue;
      if (dead.length > 1) violations.push({ id, what: `lies ${dead.length} times in dead-letter queues`, events });
      if (first.planted === true) {
        counts.planted += 1;
        continue;
      }
      if (holds.some((hold) => hold.endedBy === 'stale')) counts.staleSuccess += 1;
      if (done !== undefined)
        violations.push({ id, what: 'acknowledged and dead-lettered', events: [done.index, ...events] });
      const most = settings.get(queue)?.maxReceiveCount;
      const received = timesReceived(message);
      if (most === undefined || received >= most) counts.exceeded += 1;
      else violations.push({ id, what: `dead-lettered after ${received} receives, expected ${most}`, events });
    }
    return resultOf(violations, counts);
  },
};
