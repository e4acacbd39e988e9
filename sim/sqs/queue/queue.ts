import type { Circumstances } from '../calls/circumstances.ts';
import { invalidValue, SqsError } from '../calls/errors.ts';
import type { Content, Message, Place } from '../messages/message.ts';
import { Attempts } from './attempts.ts';
import { Deduplication } from './deduplication.ts';
import type { Listener, QueueEvent } from './events.ts';
import { handleOf, readHandle } from './handle.ts';
import type { Arrival, Ask, Identity, Received } from './passage.ts';
import { type Attributes, readSettings, type Settings } from './settings.ts';
import { Stock } from './stock.ts';

/** "approximately 120,000 in-flight messages" (Developer Guide, "Amazon SQS message quotas") */
const MOST_IN_FLIGHT = 120_000;
/** "a maximum of 12 hours … from when Amazon SQS receives the ReceiveMessage request" ("Amazon SQS visibility timeout") */
const LONGEST_VISIBILITY_MS = 12 * 3_600_000;
const SECOND_MS = 1000;

/** A queue and its messages. */
export class Queue implements Identity {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly isFifo: boolean;
  readonly deduplication = new Deduplication();
  readonly attempts = new Attempts();
  readonly tags = new Map<string, string>();
  /** As they are shown; those in force may be older. */
  attributes: Attributes;
  purgedMs: number | undefined;
  #settings: Settings;
  #coming: { readonly atMs: number; readonly settings: Settings } | undefined;
  readonly #stock: Stock;
  readonly #listener: Listener;
  #order = 0;
  #receipts = 0;

  constructor({ name, arn, url }: Identity, attributes: Attributes, listener: Listener) {
    this.name = name;
    this.arn = arn;
    this.url = url;
    this.isFifo = attributes.FifoQueue === 'true';
    this.attributes = attributes;
    this.#settings = readSettings(attributes);
    this.#stock = new Stock(this.isFifo);
    this.#listener = listener;
  }

  #tell(atMs: number, event: QueueEvent['event'], message: Message, more: Partial<QueueEvent> = {}): void {
    this.#listener({ atMs, event, queue: this.name, message, ...more });
  }

  /** What is in force at a time. */
  settings(nowMs: number): Settings {
    if (this.#coming !== undefined && this.#coming.atMs <= nowMs) this.#putInForce(this.#coming.settings);
    return this.#settings;
  }

  /** Changes attributes, which are shown at once and in force when they have settled. */
  change(attributes: Attributes, { nowMs, chance }: Circumstances): void {
    this.settle(nowMs);
    this.attributes = attributes;
    const settings = readSettings(attributes);
    const settlingMs = chance.settlingMs();
    if (settlingMs === 0) this.#putInForce(settings);
    else this.#coming = { atMs: nowMs + settlingMs, settings };
  }

  /** "For FIFO queues, the per-queue delay setting is retroactive" (Developer Guide, "Amazon SQS delay queues"). */
  #putInForce(settings: Settings): void {
    this.#coming = undefined;
    const isOther = settings.delayMs !== this.#settings.delayMs;
    this.#settings = settings;
    if (!this.isFifo || !isOther) return;
    for (const message of this.#stock.all())
      if (message.place === 'delayed') this.#stock.await(message, 'delayed', message.sentMs + settings.delayMs);
  }

  /** When a message becomes visible, or attributes are in force, by itself; undefined if none does. */
  get nextMs(): number | undefined {
    const dueMs = this.#stock.nextMs;
    const comingMs = this.#coming?.atMs;
    return dueMs === undefined || comingMs === undefined ? (dueMs ?? comingMs) : Math.min(dueMs, comingMs);
  }

  /** Brings all messages to where they are at a time. */
  settle(nowMs: number): void {
    const { retentionMs } = this.settings(nowMs);
    for (const message of this.#stock.settle(nowMs, retentionMs)) {
      this.#stock.remove(message);
      this.#tell(nowMs, 'expire', message);
    }
  }

  /** Whether a receive would find something now. */
  hasVisible(nowMs: number): boolean {
    this.settle(nowMs);
    return !this.#stock.isBare;
  }

  /** How many messages are in a place. */
  count(place: Exclude<Place, 'gone'>, nowMs: number): number {
    this.settle(nowMs);
    return this.#stock.count(place);
  }

  /** Takes in a message that can be received after a delay. One from another queue brings its receives with it. */
  add(content: Content, { sentMs, nowMs, delayMs, event = 'send', ...before }: Arrival): void {
    this.#order += 1;
    const message: Message = {
      content,
      sentMs,
      order: this.#order,
      place: 'delayed',
      dueMs: nowMs + delayMs,
      receiveCount: before.receiveCount ?? 0,
      receivesHere: 0,
      firstReceivedMs: before.firstReceivedMs,
      receipt: 0,
      receivedMs: nowMs,
    };
    this.#stock.add(message, nowMs);
    this.#tell(nowMs, event, message);
  }

  /** Takes messages, as AWS's ReceiveMessage; those that were received too often go to `deadLetters`, if there is such a queue. */
  receive(ask: Ask, deadLetters: Queue | undefined, circumstances: Circumstances): readonly Received[] {
    const { nowMs, chance } = circumstances;
    this.settle(nowMs);
    const room = MOST_IN_FLIGHT - this.#stock.count('in-flight');
    if (room <= 0 && !ask.isLong)
      throw new SqsError(
        'OverLimit',
        'Too many messages are in flight: at most 120,000 are received and not yet deleted.',
      );
    const wanted = Math.min(chance.sampled(ask.limit, ask.isLong), room);
    if (wanted <= 0) return [];
    const most = this.#settings.redrive?.maxReceiveCount;
    const taken: { readonly message: Message; readonly isSeen: boolean }[] = [];
    let seen = 0;
    this.#stock.hand(
      (count) => chance.choose(count),
      (message) => {
        if (deadLetters !== undefined && most !== undefined && message.receivesHere >= most) {
          this.#giveTo(deadLetters, message, nowMs);
          return 'more';
        }
        const isSeen = this.isFifo || !chance.isReceivedByNobody();
        taken.push({ message, isSeen });
        if (isSeen) seen += 1;
        return seen === wanted ? 'enough' : 'more';
      },
    );
    const visibilityMs = ask.visibilityMs ?? this.#settings.visibilityMs;
    for (const { message } of taken) this.#hold(message, visibilityMs, circumstances);
    return taken.flatMap(({ message, isSeen }) => (isSeen ? [this.#handOver(message, visibilityMs, nowMs)] : []));
  }

  #hold(message: Message, visibilityMs: number, { nowMs, chance }: Circumstances): void {
    this.#receipts += 1;
    message.receipt = this.#receipts;
    message.receiveCount += 1;
    message.receivesHere += 1;
    message.firstReceivedMs ??= nowMs;
    message.receivedMs = nowMs;
    if (visibilityMs === 0) {
      this.#stock.keep(message);
      return;
    }
    const duplicateMs = this.isFifo ? undefined : chance.duplicateAfterMs(visibilityMs);
    this.#stock.hide(message, nowMs + (duplicateMs ?? visibilityMs + chance.latenessMs()));
  }

  #handOver(message: Message, visibilityMs: number, nowMs: number): Received {
    const handle = handleOf(this.arn, { messageId: message.content.id, number: message.receipt });
    this.#tell(nowMs, 'receive', message, { handle, visibilityMs });
    return { message, handle };
  }

  /** Hides messages of an earlier receive once more, from now on, for the caller who asks again. */
  renew(messages: readonly Message[], visibilityMs: number | undefined, nowMs: number): readonly Received[] {
    const hiddenMs = visibilityMs ?? this.settings(nowMs).visibilityMs;
    return messages.map((message) => {
      if (hiddenMs === 0) this.#stock.show(message);
      else this.#stock.await(message, 'in-flight', nowMs + hiddenMs);
      return this.#handOver(message, hiddenMs, nowMs);
    });
  }

  /**
   * "When a message is moved to a dead-letter queue, the enqueue timestamp is unchanged", but "For FIFO queues, the enqueue
   * timestamp resets" (Developer Guide, "Setting-up dead-letter queue retention"), and "the original message's deduplication ID
   * will be replaced with the original message's ID" ("Configure a dead-letter queue redrive").
   */
  #giveTo(deadLetters: Queue, message: Message, nowMs: number): void {
    const { content, sentMs, receiveCount, firstReceivedMs } = message;
    this.#stock.giveUp(message);
    const deduplicationId = this.isFifo ? content.id : content.deduplicationId;
    deadLetters.add(
      { ...content, deduplicationId, sourceArn: this.arn },
      { sentMs: this.isFifo ? nowMs : sentMs, nowMs, delayMs: 0, receiveCount, firstReceivedMs, event: 'dead-letter' },
    );
  }

  /** The message that a handle stands for, if it is there; and whether the handle is of its last receive. */
  #find(handle: string): { readonly message: Message | undefined; readonly isLast: boolean } {
    const { messageId, number } = readHandle(this.arn, handle);
    const message = this.#stock.get(messageId);
    return { message, isLast: message?.receipt === number };
  }

  /** Deletes a message by a handle. One that is gone already is no error. */
  delete(handle: string, { nowMs, chance }: Circumstances): void {
    this.settle(nowMs);
    const { message, isLast } = this.#find(handle);
    if (message === undefined) return;
    if (this.isFifo && (message.place !== 'in-flight' || !isLast))
      throw invalidValue(handle, 'ReceiptHandle', 'The receipt handle has expired.');
    if (!isLast && !chance.honoursOldHandle()) return;
    this.#tell(nowMs, 'delete', message, { handle });
    const backAfterMs = this.isFifo ? undefined : chance.survivesDeletionMs();
    if (backAfterMs === undefined) this.#stock.remove(message);
    else if (message.place === 'in-flight') this.#stock.await(message, 'in-flight', nowMs + backAfterMs);
  }

  /** Hides a message that is in flight for so long from now on; 0 gives it back. */
  changeVisibility(handle: string, visibilityMs: number, { nowMs, chance }: Circumstances): void {
    this.settle(nowMs);
    const { message, isLast } = this.#find(handle);
    if (message?.place !== 'in-flight' || !(isLast || (!this.isFifo && chance.honoursOldHandle())))
      throw invalidValue(
        handle,
        'ReceiptHandle',
        'Message does not exist or is not available for visibility timeout change.',
      );
    if (nowMs + visibilityMs > message.receivedMs + LONGEST_VISIBILITY_MS)
      throw invalidValue(
        visibilityMs / SECOND_MS,
        'VisibilityTimeout',
        'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
      );
    if (visibilityMs === 0) this.#stock.show(message);
    else this.#stock.await(message, 'in-flight', nowMs + visibilityMs + chance.latenessMs());
    this.#tell(nowMs, visibilityMs === 0 ? 'give-back' : 'extend', message, { handle, visibilityMs });
  }

  /** Deletes all messages, those in flight too. */
  purge(nowMs: number): void {
    this.settle(nowMs);
    this.purgedMs = nowMs;
    this.attempts.clear();
    for (const message of this.#stock.all()) {
      this.#stock.remove(message);
      this.#tell(nowMs, 'purge', message);
    }
  }

  /** Takes a message that can be received out of the queue, for another one to which `goesTo` says it can go. */
  takeOne(goesTo: (message: Message) => boolean, { nowMs, chance }: Circumstances): Message | undefined {
    this.settle(nowMs);
    let found: Message | undefined;
    this.#stock.hand(
      (count) => chance.choose(count),
      (message) => {
        found = message;
        return 'enough';
      },
    );
    if (found === undefined) return undefined;
    if (goesTo(found)) this.#stock.giveUp(found);
    else this.#stock.keep(found);
    return found;
  }
}
