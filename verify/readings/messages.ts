import type { HistoryEvent } from '../history/event.ts';
import { type MessageValue, messageValues } from '../words/message-words.ts';
import { readValue } from '../words/read-value.ts';

/** One receive: who had the message, from when until when (ns) nobody else may have it. */
export interface Hold {
  readonly message: Message;
  readonly process: string;
  readonly receipt: string;
  readonly batch: string | undefined;
  readonly count: number | undefined;
  readonly start: number;
  /** When its visibility runs out, or ran out: later than `end` if it was acknowledged or given back before. */
  deadline: number;
  end: number;
  /** `timeout`: nothing else ended it. `stale`: acknowledged, but somebody else had received the message by then. */
  endedBy: 'timeout' | 'delete' | 'give-back' | 'stale';
  readonly index: number;
}

/** A time and the event that says it. */
export interface Point {
  readonly time: number;
  readonly index: number;
}

/** All that a history says of one message, in order of the history. */
export interface Message {
  readonly id: string;
  queue: string;
  group: string | undefined;
  poison: boolean;
  /** `none`: nobody sent it, or surely not. `info`: perhaps. */
  sent: 'ok' | 'info' | 'none';
  /** Sends that have not failed for certain. */
  attempts: number;
  /** The send lies between these; infinite where there was none. */
  sendStart: number;
  sendEnd: number;
  sendIndex: number | undefined;
  readonly holds: Hold[];
  /** The first acknowledgement that counted. */
  done: (Point & { readonly hold: Hold }) | undefined;
  readonly applied: (Point & MessageValue<'apply'>)[];
  expired: Point | undefined;
  readonly dead: (Point & MessageValue<'dead-letter'>)[];
}

/** A history in the words of messages. */
export interface MessageHistory {
  readonly messages: ReadonlyMap<string, Message>;
  readonly settings: ReadonlyMap<string, MessageValue<'queue-settings'>>;
  /** What was left in each queue after quiet. */
  readonly left: ReadonlyMap<string, Point & MessageValue<'queue'>>;
}

const nsPerMs = 1e6;
const read = new WeakMap<readonly HistoryEvent[], MessageHistory>();

/**
 * Read a history in the words of messages, once per history: every checker of messages asks for it. O(n).
 * @throws Error when an event does not hold what `message-words.ts` says
 */
export function messagesOf(history: readonly HistoryEvent[]): MessageHistory {
  const known = read.get(history);
  if (known !== undefined) return known;
  const model = readMessages(history);
  read.set(history, model);
  return model;
}

function readMessages(history: readonly HistoryEvent[]): MessageHistory {
  const messages = new Map<string, Message>();
  const settings = new Map<string, MessageValue<'queue-settings'>>();
  const left = new Map<string, Point & MessageValue<'queue'>>();
  const holds = new Map<string, Hold>();
  const messageOf = (id: string): Message => {
    const message = messages.get(id) ?? unheardOf(id);
    messages.set(id, message);
    return message;
  };
  const holdOf = (event: HistoryEvent, receipt: string): Hold => {
    const hold = holds.get(receipt);
    if (hold !== undefined) return hold;
    throw new Error(`event ${event.index} (${event.f}): nobody received the receipt ${receipt}`);
  };
  for (const event of history) {
    const key = String(event.key);
    const at: Point = { time: event.time, index: event.index };
    switch (event.f) {
      case 'queue-settings':
        settings.set(key, readValue(messageValues['queue-settings'], event));
        break;
      case 'send':
        send(messageOf(key), event);
        break;
      case 'receive': {
        const value = readValue(messageValues.receive, event);
        const message = messageOf(key);
        if (message.queue === '') message.queue = value.queue;
        const visibility = value.visibilityMs ?? settings.get(value.queue)?.visibilityMs ?? Number.POSITIVE_INFINITY;
        const end = event.time + visibility * nsPerMs;
        const { receipt, batch, count } = value;
        const { time: start, index } = event;
        const process = String(event.process);
        const hold: Hold = {
          message,
          process,
          receipt,
          batch,
          count,
          start,
          deadline: end,
          end,
          endedBy: 'timeout',
          index,
        };
        holds.set(receipt, hold);
        message.holds.push(hold);
        break;
      }
      case 'extend': {
        const value = readValue(messageValues.extend, event);
        const hold = holdOf(event, value.receipt);
        // Who no longer has the message extends nothing.
        if (hold.endedBy !== 'timeout' || hold.message.holds.at(-1) !== hold) break;
        hold.deadline = event.time + value.visibilityMs * nsPerMs;
        hold.end = hold.deadline;
        break;
      }
      case 'give-back':
        finish(holdOf(event, readValue(messageValues['give-back'], event).receipt), at, 'give-back');
        break;
      case 'delete':
        finish(holdOf(event, readValue(messageValues.delete, event).receipt), at, 'delete');
        break;
      case 'apply':
        messageOf(key).applied.push({ ...at, ...readValue(messageValues.apply, event) });
        break;
      case 'expire':
        messageOf(key).expired = at;
        break;
      case 'dead-letter':
        messageOf(key).dead.push({ ...at, ...readValue(messageValues['dead-letter'], event) });
        break;
      case 'queue':
        left.set(key, { ...at, ...readValue(messageValues.queue, event) });
        break;
    }
  }
  return { messages, settings, left };
}

function unheardOf(id: string): Message {
  const never = { sendStart: Number.POSITIVE_INFINITY, sendEnd: Number.POSITIVE_INFINITY, sendIndex: undefined };
  const nothing = { done: undefined, expired: undefined, holds: [], applied: [], dead: [] };
  return { id, queue: '', group: undefined, poison: false, sent: 'none', attempts: 0, ...never, ...nothing };
}

/** A send that was repeated under the same id counts from its first attempt. */
function send(message: Message, event: HistoryEvent): void {
  if (event.type === 'invoke') {
    const { queue, group, poison = false } = readValue(messageValues.send, event);
    Object.assign(message, { queue, group, poison });
    message.sendStart = Math.min(message.sendStart, event.time);
    message.sendIndex ??= event.index;
    message.attempts += 1;
    if (message.sent === 'none') message.sent = 'info';
  } else if (event.type === 'ok') {
    message.sent = 'ok';
    message.sendEnd = Math.min(message.sendEnd, event.time);
  } else if (event.type === 'fail') {
    message.attempts -= 1;
    if (message.attempts === 0 && message.sent === 'info') message.sent = 'none';
  }
}

/** A late acknowledgement counts as long as nobody else has received the message in between. */
function finish(hold: Hold, at: Point, how: 'give-back' | 'delete'): void {
  const { message } = hold;
  // What was acknowledged stays so, whatever its holder says afterwards.
  if (hold.endedBy === 'delete') return;
  const stale = message.holds.at(-1) !== hold;
  hold.endedBy = stale ? 'stale' : how;
  if (stale) return;
  hold.end = Math.min(hold.end, at.time);
  if (how === 'delete') message.done ??= { ...at, hold };
}
