/** The queues that random calls go to, by their names; the test puts something before them. */
export const QUEUES = ['plain', 'source', 'dead', 'fifo.fifo', 'source.fifo', 'dead.fifo', 'groups.fifo'] as const;

/** One of them. */
export type QueueName = (typeof QUEUES)[number];

/** Sources and the queues to which they give up what was received twice. */
export const DEAD_LETTERS: Readonly<Partial<Record<QueueName, QueueName>>> = {
  source: 'dead',
  'source.fifo': 'dead.fifo',
};
export const MAX_RECEIVES = 2;

/** What they are created with, but for the redrive policy. */
export function attributesOf(queue: QueueName): Readonly<Record<string, string>> {
  if (!queue.endsWith('.fifo')) return {};
  if (queue !== 'groups.fifo') return { FifoQueue: 'true' };
  const perGroup = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };
  return { FifoQueue: 'true', ContentBasedDeduplication: 'true', ...perGroup };
}

/** What a random message has: all of it as in a call. */
export interface Sent {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
  readonly MessageAttributes?: object;
}

/** Which handle a call uses: the n-th latest that was received from the queue; one that is none, if there is no such. */
export type HandleIndex = number;

/** A random call, or a wait of some seconds. */
export type Action =
  | { readonly call: 'send'; readonly queue: QueueName; readonly message: Sent }
  | {
      readonly call: 'sendBatch';
      readonly queue: QueueName;
      readonly messages: readonly Sent[];
      readonly ids: readonly string[];
    }
  | { readonly call: 'receive'; readonly queue: QueueName; readonly parameters: object }
  | { readonly call: 'delete'; readonly queue: QueueName; readonly handle: HandleIndex }
  | { readonly call: 'deleteBatch'; readonly queue: QueueName; readonly handles: readonly HandleIndex[] }
  | { readonly call: 'change'; readonly queue: QueueName; readonly handle: HandleIndex; readonly seconds: number }
  | {
      readonly call: 'changeBatch';
      readonly queue: QueueName;
      readonly handles: readonly HandleIndex[];
      readonly seconds: number;
    }
  | { readonly call: 'count'; readonly queue: QueueName }
  | { readonly call: 'other'; readonly queue: QueueName; readonly operation: string; readonly input: object }
  | { readonly call: 'wait'; readonly seconds: number };
