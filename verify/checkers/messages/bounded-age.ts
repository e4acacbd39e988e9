import * as z from 'zod';
import { deliveriesOf } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/** What is promised for queues whose settings promise nothing. */
const ageOptions = z.object({ maxAgeMs: z.number().positive().optional() });

/**
 * From its send to its acknowledgement no message is older than its queue's `maxAgeMs`, or else the option of that name;
 * one that was never acknowledged is as old as the history. Poison and dead letters have no age. The age is the least that
 * it can have been.
 */
export const boundedAge: Checker = {
  name: 'bounded-age',
  claim: 'Every message is processed within the time that its queue promises.',
  complexity: 'O(n)',
  source: 'SQS Developer Guide: ApproximateAgeOfOldestMessage',
  definite: false,
  looksFor: { words: ['send', 'delete'], counted: ['judged'] },
  options: ageOptions,
  check(history, options) {
    const { maxAgeMs } = ageOptions.prefault({}).parse(options);
    const { messages, settings } = messagesOf(history);
    const now = history.at(-1)?.time ?? 0;
    const violations: Violation[] = [];
    const counts = { judged: 0, oldestMs: 0 };
    for (const message of messages.values()) {
      const { id, queue, poison, sent, sendEnd, done, perhapsDone, dead, expired } = message;
      const most = settings.get(queue)?.maxAgeMs ?? maxAgeMs;
      if (most === undefined || sent !== 'ok' || poison || dead.length > 0) continue;
      counts.judged += 1;
      const age = Math.max(0, (done?.start ?? Math.min(perhapsDone ?? now, expired?.time ?? now)) - sendEnd) / 1e6;
      counts.oldestMs = Math.max(counts.oldestMs, Math.ceil(age));
      if (age <= most) continue;
      const state = done === undefined ? 'unprocessed' : 'processed';
      const what = `${state} after ${Math.ceil(age)} ms, expected ${most} ms`;
      violations.push({ id, what, events: deliveriesOf(message) });
    }
    if (counts.judged === 0 && messages.size > 0) {
      return { valid: 'unknown', counts, error: 'no queue has a maxAgeMs in its queue-settings' };
    }
    return resultOf(violations, counts);
  },
};
