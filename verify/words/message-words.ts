/**
 * The vocabulary of message systems: what `key` and `value` of an event hold, by `f`. Times that are spans are
 * milliseconds. A message keeps its id when it moves to a dead-letter queue; a receipt is of one receive only.
 *
 * | f              | types               | key     | means |
 * | queue-settings | ok                  | queue   | how the queue is set, before anything is sent |
 * | send           | invoke ok fail info | message | a producer sends; `info`: it may have been sent |
 * | receive        | invoke ok fail info | message | a consumer got the message and holds it until its visibility runs out |
 * | extend         | invoke ok fail info | message | a holder has its visibility run anew from then on |
 * | give-back      | invoke ok fail info | message | a holder reports a failure: the message is visible again |
 * | delete         | invoke ok fail info | message | a holder acknowledges |
 * | apply          | invoke ok fail info | message | an effect of the message took place |
 * | expire         | ok                  | message | the retention ran out |
 * | dead-letter    | ok                  | message | the message lies in the dead-letter queue `queue` |
 * | queue          | ok                  | queue   | what is left in a queue after quiet |
 *
 * What has an `invoke` took effect at the queue somewhere between that and its `ok`; an `ok` alone is the moment itself. One
 * `invoke` may have many ends: a call receives or deletes a batch. The `invoke` of a receive may name no message.
 */
import * as z from 'zod';
import type { EventType } from '../history/event.ts';
import { sagaValues } from './saga-words.ts';

const queue = z.string();
const receipt = z.string();
const ms = z.number().nonnegative();

/** The value of an event, by `f`. */
export const messageValues = {
  'queue-settings': z.object({
    visibilityMs: ms,
    maxReceiveCount: z.number().int().positive().optional(),
    /** From the send to the acknowledgement, for messages that are no poison. */
    maxAgeMs: ms.optional(),
    /** Only the failed messages of a batch are received again (ReportBatchItemFailures). */
    partialResponses: z.boolean().optional(),
    /** How long at most a healthy message of another group takes while a poison message is about. */
    poisonDelayMs: ms.optional(),
  }),
  send: z.object({ queue, group: z.string().optional(), poison: z.boolean().optional() }),
  receive: z.object({
    queue,
    receipt,
    /** As the queue counts (ApproximateReceiveCount). */
    count: z.number().int().positive().optional(),
    /** Messages received by one call. */
    batch: z.string().optional(),
    visibilityMs: ms.optional(),
  }),
  extend: z.object({ receipt, visibilityMs: ms }),
  'give-back': z.object({ receipt }),
  delete: z.object({ receipt }),
  apply: z.object({ effect: z.string() }),
  expire: z.object({}),
  'dead-letter': z.object({ queue, planted: z.boolean().optional() }),
  queue: sagaValues.queue,
} as const;

const told: readonly EventType[] = ['ok'];
const asked: readonly EventType[] = ['invoke', 'ok', 'fail', 'info'];

/** What types of events each word has: another one is refused. */
export const messageTypes: Readonly<Record<MessageWord, readonly EventType[]>> = {
  'queue-settings': told,
  send: asked,
  receive: asked,
  extend: asked,
  'give-back': asked,
  delete: asked,
  apply: asked,
  expire: told,
  'dead-letter': told,
  queue: told,
};

export type MessageWord = keyof typeof messageValues;
export type MessageValue<F extends MessageWord> = z.infer<(typeof messageValues)[F]>;
