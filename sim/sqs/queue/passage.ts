import type { Message } from '../messages/message.ts';

/** Who a queue is. */
export interface Identity {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
}

/** How a message comes into a queue. */
export interface Arrival {
  readonly sentMs: number;
  readonly nowMs: number;
  readonly delayMs: number;
  readonly event?: 'send' | 'dead-letter' | 'move';
  readonly receiveCount?: number;
  readonly firstReceivedMs?: number | undefined;
}

/** How a receive is asked for. */
export interface Ask {
  readonly limit: number;
  /** For how long what it gets is hidden, in milliseconds; by default what the queue says. */
  readonly visibilityMs: number | undefined;
  /** Whether it waits if it finds nothing: then all servers are asked. */
  readonly isLong: boolean;
}

/** A message that was received, by a handle of this receive. */
export interface Received {
  readonly message: Message;
  readonly handle: string;
}
