import { PutItemCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { createTable, dynamo } from './test-table.ts';

describe('expired items', () => {
  it("go when LocalStack's own address is asked, which tells how many", async () => {
    await using table = await createTable();
    await dynamo.send(
      new UpdateTimeToLiveCommand({
        TableName: table.name,
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' },
      }),
    );
    const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
    const put = (id: string, ends: number) =>
      dynamo.send(new PutItemCommand({ TableName: table.name, Item: { id: { S: id }, ends: { N: `${ends}` } } }));
    await put('over', inSeconds(-10));
    await put('not-yet', inSeconds(3600));
    const asked = await fetch(`${process.env.AWS_ENDPOINT_URL}/_aws/dynamodb/expired`, { method: 'DELETE' });
    expect(await asked.json()).toEqual({ ExpiredItems: 1 });
    expect([await table.has('over'), await table.has('not-yet')]).toEqual([false, true]);
  });
});
