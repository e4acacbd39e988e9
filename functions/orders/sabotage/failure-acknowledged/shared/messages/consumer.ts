import middy, { type MiddyfiedHandler } from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Consumer, consumer as whole } from '../../../../../shared/messages/consumer.ts';

/** Broken: reports success for whatever failed, so that SQS deletes it. */
export function consumer<Message extends { sagaId: string }>(
  parts: Consumer<Message>,
): MiddyfiedHandler<SQSEvent, SQSBatchResponse> {
  const deliver = whole(parts);
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
    await deliver(event, context).catch(() => undefined);
    return { batchItemFailures: [] };
  });
}
