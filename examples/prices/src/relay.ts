import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';

const bus = new EventBridgeClient();

/** Tells the bus of each change in the outbox. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<void> {
  const changes = Records.flatMap(({ dynamodb }) => dynamodb?.NewImage ?? []);
  if (changes.length === 0) return;
  const Entries = changes.map((image) => ({
    EventBusName: process.env.BUS,
    Source: 'catalogue',
    DetailType: 'PriceChanged',
    Detail: JSON.stringify(unmarshall(image as Record<string, AttributeValue>)),
  }));
  const { FailedEntryCount = 0 } = await bus.send(new PutEventsCommand({ Entries }));
  if (FailedEntryCount > 0) throw new Error(`${FailedEntryCount} events were not taken`);
}
