import type { Hold, Message } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
import { overlaps } from '../../readings/overlaps.ts';
import { overtakings, type Placed } from '../../readings/overtaking.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * Within a message group: messages are acknowledged in the order in which they were sent, and two of them are in
 * flight at once only if one call received both. A send lies somewhere between its invocation and its answer; only what
 * no choice of times explains is accused. Dead letters leave the order: the group goes on without them.
 */
export const fifoOrder: Checker = {
  name: 'fifo-order',
  claim: 'Messages of a group are processed in the order in which they were sent, one call at a time.',
  complexity: 'O(n log n)',
  source: 'SQS Developer Guide: FIFO queue delivery logic, message group ID',
  definite: 'cut',
  looksFor: { words: ['send (of a group)', 'receive', 'delete'], counted: ['groups'] },
  check(history) {
    const { messages } = messagesOf(history);
    const groups = new Map<string, Message[]>();
    for (const message of messages.values()) {
      if (message.group === undefined) continue;
      const group = `${message.queue}/${message.group}`;
      const others = groups.get(group);
      if (others === undefined) groups.set(group, [message]);
      else others.push(message);
    }
    const violations: Violation[] = [];
    for (const [group, members] of groups) {
      for (const { earlier, later } of overtakings(members.flatMap(placed))) {
        const what = `processed after ${later.id}, which was sent later to ${group}`;
        violations.push({ id: earlier.id, what, events: [...earlier.events, ...later.events].sort((a, b) => a - b) });
      }
      const holds = members.flatMap((message) => message.holds).sort((a, b) => a.index - b.index);
      for (const { one, other } of overlaps(holds, mayOverlap)) {
        const what = `in flight together with ${one.message.id} of ${group}`;
        violations.push({ id: other.message.id, what, events: [one.index, other.index] });
      }
    }
    return resultOf(violations, { groups: groups.size, messages: messages.size });
  },
};

/** An acknowledged message in the order of sends and in that of acknowledgements. */
function placed({ id, sends, sendStart, sendEnd, done }: Message): Placed<{ id: string; events: number[] }>[] {
  if (done === undefined) return [];
  const item = { id, events: [...sends, done.index] };
  return [{ item, first: { start: sendStart, end: sendEnd }, second: done }];
}

/** What is received again is for others to judge, and one call may receive many. */
function mayOverlap(one: Hold, other: Hold): boolean {
  return one.message === other.message || (one.batch !== undefined && one.batch === other.batch);
}
