import { sagasOf } from '../../readings/sagas.ts';
import { unitsOf } from '../../readings/units.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * After quiet no message is left in a queue, and each one in a dead-letter queue is accounted for: it was planted, or
 * it is a surplus copy for a unit that has ended all the same: a saga, or in a system without sagas the requests of a key. One
 * that names no known unit, or an open one, is lost.
 */
export const messageConservation: Checker = {
  name: 'message-conservation',
  claim: 'No message is lost: each was processed, or lies in a dead-letter queue and is accounted for.',
  complexity: 'O(n)',
  source: 'aws-semantics: message conservation, DLQ; SQS Developer Guide, dead-letter queues',
  definite: false,
  looksFor: { words: ['queue', 'dead-letter'], counted: ['queues'] },
  check(history) {
    const { queues, deadLetters, quiet } = sagasOf(history);
    const units = new Map(unitsOf(history).map((unit) => [unit.id, unit]));
    const violations: Violation[] = [];
    const counts = {
      queues: queues.length,
      left: 0,
      deadLetters: deadLetters.length,
      planted: 0,
      surplus: 0,
      unread: 0,
    };
    const inDeadLetterQueues = new Map<string, number>();
    for (const { key, value: letter, index } of deadLetters) {
      inDeadLetterQueues.set(letter.queue, (inDeadLetterQueues.get(letter.queue) ?? 0) + 1);
      const unit = letter.saga === undefined ? undefined : units.get(letter.saga);
      const id = letter.saga ?? key;
      const where = `message ${key} lies in ${letter.queue}`;
      if (letter.planted) counts.planted += 1;
      else if (letter.saga === undefined) violations.push({ id, what: `${where}: nobody planted it`, events: [index] });
      else if (unit === undefined) violations.push({ id, what: `${where}: its unit never began`, events: [index] });
      else if (unit.label === undefined) violations.push({ id, what: `${where}: its unit is open`, events: [index] });
      else counts.surplus += 1;
    }
    for (const { key, value: queue, index } of queues) {
      const messages = queue.visible + queue.inFlight + queue.delayed;
      if (queue.deadLetter) counts.unread += Math.max(0, messages - (inDeadLetterQueues.get(key) ?? 0));
      else if (messages > 0 && quiet?.reached === true) {
        counts.left += messages;
        violations.push({ id: key, what: `${messages} messages are left in it after quiet`, events: [index] });
      }
    }
    const result = resultOf(violations, counts);
    if (result.valid === false) return result;
    if (queues.length === 0) return { valid: 'unknown', counts, error: 'no queue was observed' };
    if (quiet?.reached !== true) return { valid: 'unknown', counts, error: 'the system never went quiet' };
    if (counts.unread > 0) {
      return { valid: 'unknown', counts, error: `${counts.unread} messages of dead-letter queues could not be read` };
    }
    return result;
  },
};
