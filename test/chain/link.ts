import { PutCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { chaos } from '../../chaos/middleware/chaos.ts';
import { openDynamo, openSqs } from '../../functions/shared/aws/clients.ts';
import { sendMessage } from '../../functions/shared/messages/queue.ts';

const { NEXT_QUEUE_URL, KEPT_TABLE } = process.env;
const sqs = openSqs();
const dynamo = openDynamo();

/** Hands messages on, or keeps them where the chain ends. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(chaos())
  .handler(async ({ Records }) => {
    for (const { body } of Records) {
      const message = JSON.parse(body);
      if (NEXT_QUEUE_URL !== undefined) await sendMessage(sqs, NEXT_QUEUE_URL, message);
      else await dynamo.send(new PutCommand({ TableName: KEPT_TABLE, Item: message }));
    }
    return { batchItemFailures: [] };
  });
