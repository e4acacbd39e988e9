#!/usr/bin/env bash
# aws-sdk-client-mock 4.1.0 with @aws-sdk/lib-dynamodb 3.1169.0: the mock replaces send(), so that nothing below it
# runs: a throttle is not retried, items that cannot be marshalled are accepted, a matcher for a key also takes a
# longer key, and the answer is one shared object. Guessed: the wire is mocked, the client is real.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund aws-sdk-client-mock@4.1.0 @aws-sdk/client-dynamodb@3.1169.0 @aws-sdk/lib-dynamodb@3.1169.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';

const mock = mockClient(DynamoDBDocumentClient);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const put = (Item) => client.send(new PutCommand({ TableName: 'orders', Item }));

mock.on(PutCommand).rejectsOnce(Object.assign(new Error('slow down'), { name: 'ThrottlingException' })).resolves({});
await assert.rejects(put({ id: '1' }), { name: 'ThrottlingException' });
assert.equal(mock.calls().length, 1);

await put({ id: '1', at: new Date(), note: undefined });

mock.on(GetCommand, { Key: { id: '1' } }).resolves({ Item: { count: 1 } });
const get = (Key) => client.send(new GetCommand({ TableName: 'orders', Key }));
const first = await get({ id: '1', line: 7 });
assert.deepEqual(first.Item, { count: 1 });
first.Item.count += 1;
assert.deepEqual((await get({ id: '1' })).Item, { count: 2 });
console.log('a throttle: 1 attempt; a Date and an undefined: accepted; key {id, line} matches {id}; a changed answer stays changed');
EOF
node seen.mjs
