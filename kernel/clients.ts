import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, clientConfig } from './cloud.ts';

/** The AWS clients of a runner. */
export interface Clients {
  readonly sqs: SQSClient;
  readonly dynamo: DynamoDBClient;
  readonly lambda: LambdaClient;
  destroy(): void;
}

/** Opens them for a cloud; whoever opens them destroys them. */
export function openClients(cloud: Cloud): Clients {
  const config = clientConfig(cloud);
  // A queue's address may name a host that only the cloud itself can resolve.
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const dynamo = new DynamoDBClient(config);
  const lambda = new LambdaClient(config);
  return {
    sqs,
    dynamo,
    lambda,
    destroy() {
      for (const client of [sqs, dynamo, lambda]) client.destroy();
    },
  };
}
