import type { MessageValue } from '../words/message-words.ts';

/** Something that happened between two times (ns), and between two events: a lone `ok` is a point. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  /** The event that says that it happened. */
  readonly index: number;
}

/** What a holder did with its receipt; of unknown outcome it is not `certain`. */
export interface Action extends Span {
  readonly f: 'extend' | 'give-back' | 'delete';
  /** Of an extension: how long the visibility runs from then on. */
  readonly visibilityMs: number;
  readonly certain: boolean;
}

/** One receive: who had the message, from when until when (ns) nobody else may have it. */
export interface Hold {
  readonly message: Message;
  readonly process: string;
  readonly receipt: string;
  readonly batch: string | undefined;
  readonly count: number | undefined;
  /** The queue handed it out no sooner than this, and no later than `startBy`. */
  readonly start: number;
  readonly startBy: number;
  readonly visibilityMs: number;
  /** The first and the last event of the receive. */
  readonly first: number;
  readonly index: number;
  /** What was done with its receipt, in the order of the history. */
  readonly actions: Action[];
  /** The least time at which it may have ended. */
  end: number;
  /** `timeout`: nothing else ended it for certain. `stale`: acknowledged, but somebody else had received it by then. */
  endedBy: 'timeout' | 'delete' | 'give-back' | 'stale';
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
  /** The first event of each send. */
  readonly sends: number[];
  readonly holds: Hold[];
  /** The first acknowledgement that counted for certain. */
  done: (Span & { readonly hold: Hold }) | undefined;
  /** The least time (ns) at which an acknowledgement may have counted that is not certain. */
  perhapsDone: number | undefined;
  /** Effects; those of unknown outcome are not `certain`. */
  readonly applied: (Span & MessageValue<'apply'> & { readonly certain: boolean })[];
  expired: { readonly time: number; readonly index: number } | undefined;
  readonly dead: (MessageValue<'dead-letter'> & { readonly index: number })[];
}

/** How often a message was received, as its receives or the queue's own count tell. */
export function timesReceived({ holds }: Message): number {
  return holds.reduce((most, { count }) => Math.max(most, count ?? most), holds.length);
}

/** The events of a message that say how it was sent and received. */
export function deliveriesOf({ sends, holds }: Message): number[] {
  return [...sends, ...holds.map((hold) => hold.index)];
}
