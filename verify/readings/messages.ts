import type { HistoryEvent } from '../history/event.ts';
import { EventError } from '../history/history-error.ts';
import { canonicalText } from '../linearizability/calls/value-key.ts';
import { type MessageValue, messageTypes, messageValues } from '../words/message-words.ts';
import { expectType, readValue } from '../words/read-value.ts';
import { settleHolds } from './holds.ts';
import type { Action, Hold, Message } from './message.ts';
import { Spans } from './spans.ts';

/** A history in the words of messages. */
export interface MessageHistory {
  readonly messages: ReadonlyMap<string, Message>;
  readonly settings: ReadonlyMap<string, MessageValue<'queue-settings'>>;
  /** What was left in each queue after quiet. */
  readonly left: ReadonlyMap<string, MessageValue<'queue'>>;
}

const read = new WeakMap<readonly HistoryEvent[], MessageHistory>();

/**
 * Read a history in the words of messages, once per history: every checker of messages asks for it. O(n).
 * @throws EventError when an event does not hold what `message-words.ts` says
 */
export function messagesOf(history: readonly HistoryEvent[]): MessageHistory {
  const known = read.get(history);
  if (known !== undefined) return known;
  const reader = new Reader();
  for (const event of history) reader.add(event);
  const model = reader.end();
  read.set(history, model);
  return model;
}

class Reader {
  readonly #messages = new Map<string, Message>();
  readonly #settings = new Map<string, MessageValue<'queue-settings'>>();
  readonly #left = new Map<string, MessageValue<'queue'>>();
  readonly #holds = new Map<string, Hold>();
  readonly #spans = new Spans();

  add(event: HistoryEvent): void {
    if (!Object.hasOwn(messageTypes, event.f)) return;
    const f = event.f as keyof typeof messageTypes;
    expectType(event, messageTypes[f]);
    if (f === 'queue-settings') this.#set(event);
    else if (f === 'queue') this.#left.set(String(event.key), readValue(messageValues.queue, event));
    else if (f === 'send') send(this.#messageOf(event), event);
    else if (f === 'expire') this.#messageOf(event).expired = { time: event.time, index: event.index };
    else if (f === 'dead-letter') {
      const value = readValue(messageValues['dead-letter'], event);
      this.#messageOf(event).dead.push({ index: event.index, ...value });
    } else if (event.type === 'invoke') this.#spans.begin(event);
    else if (f === 'receive') this.#receive(event);
    else if (f === 'apply') this.#apply(event);
    else this.#act(f, event);
  }

  end(): MessageHistory {
    for (const event of this.#spans.open()) {
      if (event.f === 'apply') this.#apply({ ...event, type: 'info' });
      else if (event.f !== 'receive') this.#act(event.f as Action['f'], { ...event, type: 'info' });
    }
    for (const message of this.#messages.values()) settleHolds(message, this.#spans.lostReceives(message.id));
    return { messages: this.#messages, settings: this.#settings, left: this.#left };
  }

  #messageOf({ key }: HistoryEvent): Message {
    const id = String(key);
    const message = this.#messages.get(id) ?? unheardOf(id);
    this.#messages.set(id, message);
    return message;
  }

  #set(event: HistoryEvent): void {
    const queue = String(event.key);
    const value = readValue(messageValues['queue-settings'], event);
    const before = this.#settings.get(queue);
    if (before !== undefined && canonicalText(before) !== canonicalText(value)) {
      throw new EventError(event, { field: 'value', expected: `the settings that ${queue} began with`, got: value });
    }
    this.#settings.set(queue, value);
  }

  #receive(event: HistoryEvent): void {
    const span = this.#spans.end(event);
    if (event.type !== 'ok') return;
    const { queue, receipt, batch, count, ...own } = readValue(messageValues.receive, event);
    const message = this.#messageOf(event);
    if (message.queue === '') message.queue = queue;
    const visibilityMs = own.visibilityMs ?? this.#settings.get(queue)?.visibilityMs ?? Number.POSITIVE_INFINITY;
    const hold: Hold = {
      message,
      process: String(event.process),
      receipt,
      batch,
      count,
      start: span.start,
      startBy: span.end,
      visibilityMs,
      first: span.first,
      index: span.index,
      actions: [],
      end: 0,
      endedBy: 'timeout',
    };
    this.#holds.set(receipt, hold);
    message.holds.push(hold);
  }

  #apply(event: HistoryEvent): void {
    const span = this.#spans.end(event);
    if (event.type === 'fail') return;
    const value = readValue(messageValues.apply, event, event.value ?? span.asked);
    this.#messageOf(event).applied.push({ ...span, ...value, certain: event.type === 'ok' });
  }

  #act(f: Action['f'], event: HistoryEvent): void {
    const span = this.#spans.end(event);
    if (event.type === 'fail') return;
    const said = event.value ?? span.asked;
    const { receipt } = readValue(messageValues['give-back'], event, said);
    const hold = this.#holds.get(receipt);
    if (hold === undefined) {
      throw new EventError(event, { field: 'value.receipt', expected: 'one that somebody received', got: receipt });
    }
    const visibilityMs = f === 'extend' ? readValue(messageValues.extend, event, said).visibilityMs : 0;
    hold.actions.push({ ...span, f, visibilityMs, certain: event.type === 'ok' });
  }
}

function unheardOf(id: string): Message {
  const never = { sendStart: Number.POSITIVE_INFINITY, sendEnd: Number.POSITIVE_INFINITY, sends: [] };
  const nothing = { done: undefined, perhapsDone: undefined, expired: undefined, holds: [], applied: [], dead: [] };
  return { id, queue: '', group: undefined, poison: false, sent: 'none', attempts: 0, ...never, ...nothing };
}

/** A send that was repeated under the same id counts from its first attempt. An end alone that says what was sent is the send. */
function send(message: Message, event: HistoryEvent): void {
  if (event.type === 'invoke' || (message.sends.length === 0 && event.value !== undefined)) {
    const { queue, group, poison = false } = readValue(messageValues.send, event);
    Object.assign(message, { queue, group, poison });
    message.sendStart = Math.min(message.sendStart, event.time);
    message.sends.push(event.index);
    message.attempts += 1;
    if (message.sent === 'none') message.sent = 'info';
  }
  if (event.type === 'ok') {
    message.sent = 'ok';
    message.sendEnd = Math.min(message.sendEnd, event.time);
  } else if (event.type === 'fail') {
    message.attempts -= 1;
    if (message.attempts === 0 && message.sent === 'info') message.sent = 'none';
  }
}
