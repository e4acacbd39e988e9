import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSClient } from '@aws-sdk/client-sqs';
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { chaos } from '../../../chaos/middleware/chaos.ts';
import { type Remaining, retryTransient, withinTime } from '../aws/retry.ts';
import { isTransient } from '../aws/transient.ts';
import { type RecordLog, recordLog } from '../record-log.ts';
import { PoisonMessage, parseMessage } from './message.ts';
import { postpone } from './queue.ts';

/** What it takes to answer: whatever is not done before it is left to the visibility timeout. */
const ANSWER_MS = 200;

/** A consumer of one queue whose messages all belong to sagas. */
export interface Consumer<Message extends { sagaId: string }> {
  readonly schema: z.ZodType<Message>;
  readonly sqs: SQSClient;
  /** Does what the message asks for. It may be called again for the same message, and at the same time. */
  readonly work: (message: Message, log: RecordLog) => Promise<void>;
}

/**
 * A Lambda handler with partial batch responses: each message succeeds or fails alone.
 *
 *     done             deleted
 *     transient error  repeated in here while there is time, then reported as failed and back after a short back-off
 *     poison, a bug    logged and reported as failed; back after the visibility timeout, at last in the DLQ
 */
export function consumer<Message extends { sagaId: string }>(
  parts: Consumer<Message>,
): MiddyfiedHandler<SQSEvent, SQSBatchResponse> {
  const logger = new Logger();
  const processor = new BatchProcessor(EventType.SQS);
  return middy<SQSEvent, SQSBatchResponse>()
    .use(chaos())
    .handler((event, context) => {
      logger.addContext(context);
      const remaining = () => context.getRemainingTimeInMillis();
      return processPartialResponse(
        event,
        (record: SQSRecord) => deliver(parts, logger, record, remaining),
        processor,
        {
          throwOnFullBatchFailure: false,
        },
      );
    });
}

async function deliver<Message extends { sagaId: string }>(
  { schema, sqs, work }: Consumer<Message>,
  logger: Logger,
  record: SQSRecord,
  remaining: Remaining,
): Promise<void> {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  const keys = { messageId: record.messageId, receiveCount };
  let log = recordLog(logger, keys);
  try {
    const message = parseMessage(schema, record.body);
    log = recordLog(logger, { correlation_id: message.sagaId, ...keys });
    await withinTime(
      retryTransient(() => work(message, log), remaining),
      remaining,
    );
  } catch (error) {
    const failure = error as Error;
    if (failure instanceof PoisonMessage) log.error('poison', { error: failure, body: record.body.slice(0, 1_000) });
    else if (!isTransient(failure)) log.error('failed', { error: failure });
    else {
      const backOffSeconds = await withinTime(postpone(sqs, record), remaining, ANSWER_MS).catch(() => undefined);
      log.warn('postponed', { error: failure, backOffSeconds });
    }
    throw failure;
  }
}
