import type { Message } from '../messages/message.ts';

/** What became of a message. */
export type What = 'send' | 'receive' | 'delete' | 'extend' | 'give-back' | 'dead-letter' | 'expire' | 'purge' | 'move';

/** What a queue did with a message, whatever became of the answer that told it. */
export interface QueueEvent {
  readonly atMs: number;
  readonly event: What;
  /** The name of the queue in which the message is from now on. */
  readonly queue: string;
  readonly message: Message;
  /** The handle of the receive, or by which it was deleted or changed. */
  readonly handle?: string;
  /** Until when it is hidden from now on, in milliseconds. */
  readonly visibilityMs?: number;
}

/** Who is told of every event, in their order. */
export type Listener = (event: QueueEvent) => void;
