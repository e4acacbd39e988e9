import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { waitUntil } from '../../../kernel/wait-until.ts';
import { type Ability, type Asked, within } from '../ability.ts';

/** A stream tells every change of a table, in order, and nothing else. */
export const streams: Ability = {
  name: 'streams of tables',
  what: 'tells every change of an item in the stream of its table, in order and once',
  async ask(asked) {
    const { dynamo, outputs } = asked;
    const TableName = outputs.Items;
    const item = (n: string) => new PutItemCommand({ TableName, Item: { id: { S: 'a' }, n: { N: n } } });
    for (const n of ['1', '2', '2']) await dynamo.send(item(n));
    await dynamo.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'a' } } }));
    const told = await waitUntil(async () => {
      const events = await eventsOf(asked);
      return events.includes('REMOVE') ? events.join(' ') : undefined;
    }, within);
    // A put that changes nothing is no change.
    return told === 'INSERT MODIFY REMOVE';
  },
};

async function eventsOf({ streams: client, outputs: { Stream: StreamArn } }: Asked): Promise<string[]> {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const events: string[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const from = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    const { ShardIterator } = await client.send(from);
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
    events.push(...Records.map(({ eventName = '' }) => eventName));
  }
  return events;
}
