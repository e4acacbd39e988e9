import * as z from 'zod';
import { type Hold, timesReceived } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
import { surelyOverlap } from '../../readings/overlaps.ts';
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
    for (const message of messages.values()) {
      const { id, queue, holds } = message;
      const most = Math.min(maxReceiveCount, settings.get(queue)?.maxReceiveCount ?? maxReceiveCount);
      const events = holds.map((hold) => hold.index);
      const received = timesReceived(message);
      counts.receives += holds.length;
      counts.most = Math.max(counts.most, received);
      if (received > most) always.push({ id, what: `received ${received} times, expected at most ${most}`, events });
      let counted: { readonly index: number; readonly count: number } | undefined;
      for (const [n, hold] of holds.entries()) {
        const before = holds[n - 1];
        counts.phantom += phantoms(before, hold);
        const { index, first, count } = hold;
        if (count !== undefined) {
          if (counted !== undefined && counted.index < first && count <= counted.count) {
            const what = `its receive count went from ${counted.count} to ${count}`;
            cut.push({ id, what, events: [counted.index, index] });
          }
          counted = { index, count };
        }
        if (before === undefined) continue;
        counts.again += 1;
        const pair = [before.index, index];
        if (before.endedBy === 'delete') {
          cut.push({ id, what: 'received again after it was acknowledged', events: pair });
        } else if (surelyOverlap(before, hold)) {
          cut.push({ id, what: 'received again while it was held', events: pair });
        } else if (before.endedBy === 'give-back') counts.givenBack += 1;
        else counts.overrun += 1;
      }
    }
    return gradedResultOf({ always, cut }, counts);
  },
};

/** Receives between two, or before the first, of which the queue's count alone tells. */
function phantoms(before: Hold | undefined, { count }: Hold): number {
  const counted = before === undefined ? 0 : before.count;
  return count === undefined || counted === undefined ? 0 : Math.max(0, count - counted - 1);
}
