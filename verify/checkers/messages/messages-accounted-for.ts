import { deliveriesOf, type Message } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * Per queue, as multisets: sent = processed + dead-lettered + expired + left in the queue (visible, in flight, delayed).
 * lost: sent for certain, and nowhere; unexpected: received, though nobody sent it; duplicated: received more than once;
 * recovered: perhaps sent, and found. An acknowledgement of unknown outcome may have been one. Only lost and unexpected are broken promises of a queue that delivers at least once.
 */
export const messagesAccountedFor: Checker = {
  name: 'messages-accounted-for',
  claim:
    'What was sent was processed, is dead-lettered, has expired or is left in the queue; nothing else is received.',
  complexity: 'O(n)',
  source: 'Jepsen: checker/total-queue; SQS Developer Guide: at-least-once delivery',
  definite: false,
  looksFor: { words: ['send', 'receive', 'delete', 'dead-letter'], counted: ['messages'] },
  check(history) {
    const { messages, left } = messagesOf(history);
    const counts = {
      messages: messages.size,
      sent: 0,
      processed: 0,
      deadLettered: 0,
      expired: 0,
      left: 0,
      lost: 0,
      unexpected: 0,
    };
    const more = { duplicated: 0, recovered: 0 };
    const violations: Violation[] = [];
    const missing = new Map<string, Message[]>();
    for (const message of messages.values()) {
      const found = message.holds.length > 0 || message.dead.length > 0;
      if (message.sent === 'ok') counts.sent += 1;
      if (message.sent === 'info' && found) more.recovered += 1;
      if (message.holds.length > 1) more.duplicated += 1;
      if (message.sent === 'none' && message.holds.length > 0) {
        counts.unexpected += 1;
        const events = message.holds.map((hold) => hold.index);
        violations.push({ id: message.id, what: 'received, although nobody sent it', events });
      }
      if (message.done !== undefined || message.perhapsDone !== undefined) counts.processed += 1;
      else if (message.dead.length > 0) counts.deadLettered += 1;
      else if (message.expired !== undefined) counts.expired += 1;
      else if (message.sent === 'ok') {
        const others = missing.get(message.queue);
        if (others === undefined) missing.set(message.queue, [message]);
        else others.push(message);
      }
    }
    const unseen: string[] = [];
    for (const [queue, candidates] of missing) {
      const there = left.get(queue);
      if (there === undefined) {
        unseen.push(`${candidates.length} messages of ${queue} may be left in it: nobody looked`);
        continue;
      }
      const kept = Math.min(candidates.length, there.visible + there.inFlight + there.delayed);
      counts.left += kept;
      if (kept === candidates.length) continue;
      counts.lost += candidates.length - kept;
      const which = kept === 0 ? 'lost' : `lost, unless it is one of the ${kept} left in the queue`;
      for (const message of candidates) {
        violations.push({ id: message.id, what: `sent to ${queue} and ${which}`, events: deliveriesOf(message) });
      }
    }
    if (violations.length === 0 && unseen.length > 0) {
      return { valid: 'unknown', counts: { ...counts, ...more }, error: unseen.join('; ') };
    }
    return resultOf(violations, { ...counts, ...more });
  },
};
