#!/usr/bin/env bash
# dynalite 4.0.0: REMOVE l[0], l[1] takes the first element and then what has become the second, so that of a, b, c the
# b is left, where DynamoDB means the list as it was and leaves c, as dynalite itself does in SET x = y, y = x. Guessed:
# the paths of one expression mean one and the same item.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund dynalite@4.0.0 @aws-sdk/client-dynamodb@3.1169.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, UpdateItemCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

const server = dynalite({ createTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
const TableName = 'lists';
const id = { S: '1' };
await client.send(
  new CreateTableCommand({
    TableName,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.1, maxDelay: 0.1 }, { TableName });
const l = { L: ['a', 'b', 'c'].map((S) => ({ S })) };
await client.send(new PutItemCommand({ TableName, Item: { id, l, x: { S: 'x' }, y: { S: 'y' } } }));
const update = async (UpdateExpression) =>
  (await client.send(new UpdateItemCommand({ TableName, Key: { id }, UpdateExpression, ReturnValues: 'ALL_NEW' }))).Attributes;
const removed = (await update('REMOVE l[0], l[1]')).l.L.map(({ S }) => S);
const { x, y } = await update('SET x = y, y = x');
client.destroy();
server.close();
console.log('a, b, c after REMOVE l[0], l[1]:', removed, '| x, y after SET x = y, y = x:', x.S, y.S);
assert.deepEqual(removed, ['b']);
assert.deepEqual([x.S, y.S], ['y', 'x']);
EOF
node seen.mjs
