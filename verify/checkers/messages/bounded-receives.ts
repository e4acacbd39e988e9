import * as z from 'zod';
import type { Hold } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
import { type Checker, gradedResultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/** A bound for every queue; a queue's own stays where it is lower. */
const receiveOptions = z.object({ maxReceiveCount: z.number().int().positive().optional() });

/**
 * A message is received at most `maxReceiveCount` times, as its queue or the option says, and each receive after the
 * first has its reason: the holder before it overran its visibility, gave the message back, or acknowledged too late. A
 * jump in the queue's own count is a phantom receive, whose answer never arrived: counted, not accused.
 */
export const boundedReceives: Checker = {
  name: 'bounded-receives',
  claim: 'No message is received more often than its queue allows, and never again without a reason.',
  complexity: 'O(n)',
  source: 'SQS Developer Guide: visibility timeout, dead-letter queues, maxReceiveCount',
  definite: 'cut',
  looksFor: { words: ['receive'], counted: ['receives'] },
  options: receiveOptions,
  check(history, options) {
    const { maxReceiveCount = Number.POSITIVE_INFINITY } = receiveOptions.prefault({}).parse(options);
    const { messages, settings } = messagesOf(history);
    const always: Violation[] = [];
    const cut: Violation[] = [];
    const counts = { receives: 0, again: 0, overrun: 0, givenBack: 0, phantom: 0, most: 0 };
    for (const { id, queue, holds } of messages.values()) {
      const most = Math.min(maxReceiveCount, settings.get(queue)?.maxReceiveCount ?? maxReceiveCount);
      const events = holds.map((hold) => hold.index);
      const received = holds.reduce((highest, { count = 0 }) => Math.max(highest, count), holds.length);
      counts.receives += holds.length;
      counts.most = Math.max(counts.most, received);
      if (received > most) always.push({ id, what: `received ${received} times, expected at most ${most}`, events });
      let known: Hold | undefined;
      for (const [n, hold] of holds.entries()) {
        const before = holds[n - 1];
        const counted = known;
        if (hold.count !== undefined) known = hold;
        counts.phantom += phantoms(before, hold);
        if (before === undefined) continue;
        counts.again += 1;
        const comesAfter = counted !== undefined && counted.index < hold.first;
        if (hold.count !== undefined && counted?.count !== undefined && comesAfter && hold.count <= counted.count) {
          const what = `its receive count went from ${counted.count} to ${hold.count}`;
          cut.push({ id, what, events: [counted.index, hold.index] });
        }
        const pair = [before.index, hold.index];
        if (before.endedBy === 'delete') {
          cut.push({ id, what: 'received again after it was acknowledged', events: pair });
        } else if (hold.startBy < before.end && (before.index < hold.first || before.startBy < hold.end)) {
          cut.push({ id, what: 'received again while it was held', events: pair });
        } else if (before.endedBy === 'give-back') counts.givenBack += 1;
        else counts.overrun += 1;
      }
    }
    return gradedResultOf({ always, cut }, counts);
  },
};

function phantoms(before: Hold | undefined, hold: Hold): number {
  if (hold.count === undefined) return 0;
  return Math.max(0, hold.count - (before === undefined ? 0 : (before.count ?? hold.count - 1)) - 1);
}
