import type { Hold, Message } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
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
        violations.push({ id: earlier.id, what, events: eventsOf([earlier, later]) });
      }
      violations.push(...together(group, members));
    }
    return resultOf(violations, { groups: groups.size, messages: messages.size });
  },
};

function placed(message: Message): Placed<Message>[] {
  const { sendStart, sendEnd, done } = message;
  if (done === undefined) return [];
  const first = { start: sendStart, end: sendEnd };
  return [{ item: message, first, second: done }];
}

/** In-flight intervals of a group that overlap, though another call received them. */
function* together(group: string, members: readonly Message[]): Generator<Violation> {
  const holds = members.flatMap((message) => message.holds).sort((a, b) => a.startBy - b.startBy || a.index - b.index);
  let inFlight: Hold[] = [];
  // Those that are over are dropped whenever the list has doubled: dropping costs O(n) in all.
  let room = 16;
  for (const hold of holds) {
    const other = inFlight.find(({ end, index, startBy, message, batch }) => {
      const sameCall = hold.batch !== undefined && hold.batch === batch;
      // Who came first, where that is not known?
      const eitherWay = index < hold.first || startBy < hold.end;
      return hold.startBy < end && eitherWay && hold.message !== message && !sameCall;
    });
    if (other !== undefined) {
      const what = `in flight together with ${other.message.id} of ${group}`;
      yield { id: hold.message.id, what, events: [other.index, hold.index] };
    }
    inFlight.push(hold);
    if (inFlight.length < room) continue;
    inFlight = inFlight.filter(({ end }) => end > hold.startBy);
    room = Math.max(16, 2 * inFlight.length);
  }
}

function eventsOf(messages: readonly Message[]): number[] {
  const events = messages.flatMap(({ sendIndex, done }) => [sendIndex, done?.index]);
  return events.filter((index) => index !== undefined).sort((a, b) => a - b);
}
