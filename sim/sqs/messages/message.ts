import type { MessageAttributes } from './attributes.ts';

/** What a sender gave, and what SQS made of it. It goes with the message from queue to queue. */
export interface Content {
  readonly id: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: MessageAttributes | undefined;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** The ARN of the queue that gave it up, for one in a dead-letter queue. */
  readonly sourceArn: string | undefined;
}

/** Where a message is: it waits out its delay, can be received, is hidden by a receive, or is gone. */
export type Place = 'delayed' | 'visible' | 'in-flight' | 'gone';

/** A message in a queue. */
export interface Message {
  readonly content: Content;
  /** From when its retention counts, and what a receiver sees as sent. */
  readonly sentMs: number;
  /** Its place among all messages that ever came into its queue. */
  readonly order: number;
  place: Place;
  /** When it becomes visible, while it is delayed or in flight. */
  dueMs: number;
  /** How often it was received, in the queues before this one too. */
  receiveCount: number;
  /** Of these, the receives in this queue: they decide when it goes to the dead-letter queue. */
  receivesHere: number;
  firstReceivedMs: number | undefined;
  /** The number of its last receive; a handle of an earlier one is old. */
  receipt: number;
  /** When it was last received, from when its visibility of at most 12 hours counts. */
  receivedMs: number;
}
