import { type LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';

/** The functions that queues invoke: where a fault may have messages deleted that nobody has handled. */
export async function queueConsumers(client: LambdaClient): Promise<string[]> {
  const consumers: string[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, {})) {
    for (const { EventSourceArn, FunctionArn } of EventSourceMappings) {
      if (EventSourceArn?.includes(':sqs:')) consumers.push(FunctionArn?.split(':')[6] ?? '');
    }
  }
  return consumers;
}
