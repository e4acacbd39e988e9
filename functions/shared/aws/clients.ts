import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { withChaos } from '../../../chaos/middleware/sdk-plugin.ts';

/**
 * The SDK waits for ever by default. A function has 5 s: three attempts of at most 1.2 s and the SDK's own jittered
 * back-off (under 0.3 s in all; after throttling, whose answers come at once, up to about 1 s a try) end a call that fails
 * every time in about 4 s, in time to report the message as failed instead of being killed in the middle of it.
 */
const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 400, requestTimeout: 1_200, throwOnRequestTimeout: true },
};

/** A document client that keeps no `undefined` attributes. */
export function openDynamo(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(withChaos(new DynamoDBClient(patience)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** An SQS client that calls the endpoint of its configuration, whatever host a queue's URL shows. */
export function openSqs(): SQSClient {
  return withChaos(new SQSClient({ ...patience, useQueueUrlAsEndpoint: false }));
}
