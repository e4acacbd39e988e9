#!/usr/bin/env bash
# electrodb 3.9.3: key fields are lower-cased by default (casing), so that identifiers that differ in case alone are
# one item, and put() of one silently replaces the other; base64 and case-sensitive ids collide. Guessed: keys hold
# what was given. Set casing: "none" on every index.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund electrodb@3.9.3 @aws-sdk/client-dynamodb@3.1169.0 @aws-sdk/lib-dynamodb@3.1169.0 dynalite@4.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { DynamoDBClient, CreateTableCommand, ScanCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { Entity } from 'electrodb';

const server = dynalite({ createTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
await client.send(new CreateTableCommand({
  TableName: 'orders',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
}));
await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: 'orders' });
const Order = new Entity({
  model: { entity: 'order', version: '1', service: 'shop' },
  attributes: { tenant: { type: 'string' }, id: { type: 'string' }, total: { type: 'number' } },
  indexes: { main: { pk: { field: 'pk', composite: ['tenant'] }, sk: { field: 'sk', composite: ['id'] } } },
}, { client: DynamoDBDocumentClient.from(client), table: 'orders' });

await Order.put({ tenant: 'north', id: 'QwE', total: 1 }).go();
await Order.put({ tenant: 'North', id: 'qWe', total: 2 }).go();
const { Items } = await client.send(new ScanCommand({ TableName: 'orders' }));
console.log(Items);
assert.equal(Items.length, 1);
assert.equal(Items[0].sk.S, '$order_1#id_qwe');
assert.equal((await Order.get({ tenant: 'north', id: 'QwE' }).go()).data.total, 2);
client.destroy();
server.close();
EOF
node seen.mjs
