import type { QueueRecord } from './invocation.ts';

/** What becomes of the messages of an SQS invocation, beside what its handler says. */
export interface Batch {
  /** Ids of messages that SQS shall deliver again, though the handler may have done them. */
  readonly unacknowledged: Set<string>;
  /** Whether one of those was kept from the handler: acknowledged, it would be lost. */
  withheld: boolean;
}

/** The batch of an invocation that no fault has touched yet. */
export function newBatch(): Batch {
  return { unacknowledged: new Set(), withheld: false };
}

/** The event without these messages: the handler never sees them. */
export function withoutRecords(event: unknown, records: readonly QueueRecord[]): unknown {
  const gone = new Set(records.map(({ messageId }) => messageId));
  return withRecords(event, (all) => all.filter(({ messageId }) => !gone.has(messageId)));
}

/** A message of an SQS event, as Lambda passes it. */
export interface EventRecord {
  readonly messageId: string;
  readonly body: string;
}

/** The event with other records. It must be an SQS event: what {@link deliveriesOf} found records in. */
export function withRecords(event: unknown, change: (records: readonly EventRecord[]) => readonly EventRecord[]) {
  const { Records, ...rest } = event as { Records: readonly EventRecord[] };
  return { ...rest, Records: change(Records) };
}

/** Whether an answer is a partial batch response (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). */
export function isBatchResponse(
  response: unknown,
): response is { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] } {
  return (
    typeof response === 'object' &&
    response !== null &&
    'batchItemFailures' in response &&
    Array.isArray(response.batchItemFailures)
  );
}

/**
 * Adds what must come again to the messages that a partial batch response calls failed. Another answer acknowledges all or
 * nothing: it stays as it is, unless that would lose a message that the handler never saw.
 * @throws Error in that case, so that SQS delivers the whole batch again
 */
export function settled(response: unknown, { unacknowledged, withheld }: Batch): unknown {
  if (unacknowledged.size === 0) return response;
  if (isBatchResponse(response)) {
    const failed = new Set([
      ...response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      ...unacknowledged,
    ]);
    return { ...response, batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  }
  if (!withheld) return response;
  const why =
    'A Faultline rule kept a message from this handler, whose answer cannot report a part of its batch as failed.';
  throw Object.assign(new Error(`${why} So all of the batch has to come again.`), { name: 'MessageWithheld' });
}
