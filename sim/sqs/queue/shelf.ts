import type { Message } from '../messages/message.ts';

/** The messages of a queue that can be received, in the order of its type. */
export interface Shelf {
  /** Whether a receive would find something. */
  readonly isEmpty: boolean;
  /** A message can be received now: for the first time, or because it is back from a receive. */
  add(message: Message, isBack: boolean): void;
  /** A message that was in flight, or visible, is gone. */
  forget(message: Message): void;
  /** Takes messages out until `take` says that it has enough, or none is left. `choose` picks one of so many. */
  hand(choose: (count: number) => number, take: (message: Message) => 'more' | 'enough'): void;
  /** A message that was just handed out leaves the queue. */
  giveUp(message: Message): void;
  /** A message that was just handed out can be received again. */
  keep(message: Message): void;
  /** A message that was just handed out is hidden. */
  hide(message: Message): void;
}
