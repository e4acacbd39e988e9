import type { Message, Place } from '../messages/message.ts';
import { FifoShelf } from './fifo-shelf.ts';
import { Heap } from './heap.ts';
import type { Shelf } from './shelf.ts';
import { StandardShelf } from './standard-shelf.ts';

interface Due {
  readonly atMs: number;
  readonly message: Message;
}

/** The messages of a queue and where each is. It moves them when their time has come, and knows no rule but that. */
export class Stock {
  readonly #shelf: Shelf;
  readonly #messages = new Map<string, Message>();
  readonly #due = new Heap<Due>((a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.message.order < b.message.order));
  readonly #counts: Record<Place, number> = { delayed: 0, visible: 0, 'in-flight': 0, gone: 0 };
  #oldestMs = Number.POSITIVE_INFINITY;

  constructor(isFifo: boolean) {
    this.#shelf = isFifo ? new FifoShelf() : new StandardShelf();
  }

  /** Whether a receive would find nothing. */
  get isBare(): boolean {
    return this.#shelf.isEmpty;
  }

  get(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  /** All messages, in the order in which they came. */
  all(): readonly Message[] {
    return [...this.#messages.values()];
  }

  count(place: Place): number {
    return this.#counts[place];
  }

  /** When the next message becomes visible by itself; undefined if none does. */
  get nextMs(): number | undefined {
    while (this.#due.least !== undefined && !isDue(this.#due.least)) this.#due.takeAt(0);
    return this.#due.least?.atMs;
  }

  /** Shows what is due. Returns what has expired, which is still there. */
  settle(nowMs: number, retentionMs: number): readonly Message[] {
    for (let due = this.#due.least; due !== undefined && due.atMs <= nowMs; due = this.#due.least) {
      this.#due.takeAt(0);
      if (isDue(due)) this.show(due.message);
    }
    if (this.#oldestMs + retentionMs > nowMs) return [];
    const all = this.all();
    const expired = all.filter(({ sentMs }) => sentMs + retentionMs <= nowMs);
    this.#oldestMs = Number.POSITIVE_INFINITY;
    for (const { sentMs } of all) if (sentMs + retentionMs > nowMs) this.#oldestMs = Math.min(this.#oldestMs, sentMs);
    return expired;
  }

  /** Takes in a message that is delayed until it is due, or was so in the queue from which it comes back. */
  add(message: Message, nowMs: number): void {
    this.#messages.set(message.content.id, message);
    this.#counts[message.place] += 1;
    this.#oldestMs = Math.min(this.#oldestMs, message.sentMs);
    if (message.dueMs > nowMs) this.#due.add({ atMs: message.dueMs, message });
    else this.show(message);
  }

  #put(message: Message, place: Place): void {
    this.#counts[message.place] -= 1;
    message.place = place;
    this.#counts[place] += 1;
  }

  /** A message can be received from now on. */
  show(message: Message): void {
    const isBack = message.place === 'in-flight';
    this.#put(message, 'visible');
    this.#shelf.add(message, isBack);
  }

  /** A message cannot be received until it is due. */
  await(message: Message, place: 'delayed' | 'in-flight', dueMs: number): void {
    this.#put(message, place);
    message.dueMs = dueMs;
    this.#due.add({ atMs: dueMs, message });
  }

  /** Hands out messages that can be received, one after another; what becomes of each is told by `hide`, `keep` or `giveUp`. */
  hand(choose: (count: number) => number, take: (message: Message) => 'more' | 'enough'): void {
    this.#shelf.hand(choose, take);
  }

  /** A message that was handed out is in flight until it is due. */
  hide(message: Message, dueMs: number): void {
    this.#shelf.hide(message);
    this.await(message, 'in-flight', dueMs);
  }

  /** A message that was handed out can be received again at once. */
  keep(message: Message): void {
    this.#shelf.keep(message);
  }

  /** A message that was handed out is not here any more. */
  giveUp(message: Message): void {
    this.#shelf.giveUp(message);
    this.#drop(message);
  }

  /** A message, wherever it is, is not here any more. */
  remove(message: Message): void {
    this.#shelf.forget(message);
    this.#drop(message);
  }

  #drop(message: Message): void {
    this.#put(message, 'gone');
    this.#messages.delete(message.content.id);
  }
}

/** Whether a message still waits for this moment: it may be gone, or wait for another. */
function isDue({ atMs, message }: Due): boolean {
  return message.dueMs === atMs && (message.place === 'delayed' || message.place === 'in-flight');
}
