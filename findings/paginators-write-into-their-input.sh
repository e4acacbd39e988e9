#!/usr/bin/env bash
# @aws-sdk/lib-dynamodb 3.1169.0: a paginator writes each page's start into the input that it was given and leaves it
# there. The same input paginated again begins at the last page and ends well, with a part of the items: a constant
# query of a module is whole once per process, in Lambda at the cold start only. After a `break` the next loop begins at
# the page that was broken off; side by side, two loops over one input are both whole. Guessed: an input is read only,
# and every loop begins at the start.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund dynalite@4.0.0 @aws-sdk/client-dynamodb@3.1169.0 @aws-sdk/lib-dynamodb@3.1169.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';

const server = dynalite({ createTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
const client = DynamoDBDocumentClient.from(base);
const TableName = 'orders';
await client.send(
  new CreateTableCommand({
    TableName,
    AttributeDefinitions: [
      { AttributeName: 'customer', AttributeType: 'S' },
      { AttributeName: 'order', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'customer', KeyType: 'HASH' },
      { AttributeName: 'order', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
await waitUntilTableExists({ client: base, maxWaitTime: 10, minDelay: 0.1, maxDelay: 0.1 }, { TableName });
for (const order of [1, 2, 3, 4, 5]) await client.send(new PutCommand({ TableName, Item: { customer: 'a', order } }));

const query = () => ({
  TableName,
  KeyConditionExpression: 'customer = :customer',
  ExpressionAttributeValues: { ':customer': 'a' },
});

/** The orders of a query in pages of two, of so many pages at most. */
async function orders(input, most = 10) {
  const found = [];
  let pages = 0;
  for await (const { Items } of paginateQuery({ client, pageSize: 2 }, input)) {
    found.push(...Items.map(({ order }) => order));
    pages += 1;
    if (pages === most) break;
  }
  return found.join(' ');
}

const one = query();
const twice = [await orders(one), await orders(one), one.ExclusiveStartKey, one.Limit];
const other = query();
const afterBreak = [await orders(other, 2), await orders(other)];
const third = query();
const sideBySide = await Promise.all([orders(third), orders(third)]);
server.close();
base.destroy();

console.log({ twice, afterBreak, sideBySide });
assert.deepEqual(twice, ['1 2 3 4 5', '5', { customer: 'a', order: 4 }, 2]);
assert.deepEqual(afterBreak, ['1 2 3 4', '3 4 5']);
assert.deepEqual(sideBySide, ['1 2 3 4 5', '1 2 3 4 5']);
EOF
node seen.mjs
