#!/usr/bin/env bash
# @aws-sdk/client-dynamodb 3.1169.0: every answer of DynamoDB carries x-amz-crc32 of its body, which version 2 of the
# SDK checked; version 3 does not read it. Guessed: a damaged body is noticed and retried.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-dynamodb@3.1169.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { crc32 } from 'node:zlib';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const sent = '{"Item":{"balance":{"N":"100"}}}';
const damaged = sent.replace('100', '900');
let calls = 0;
const server = createServer((_, response) => {
  calls += 1;
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'x-amz-crc32': String(crc32(sent)) });
  response.end(damaged);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
const { Item } = await client.send(new GetItemCommand({ TableName: 'accounts', Key: { id: { S: '1' } } }));
client.destroy();
server.close();
console.log(`checksum of ${sent}, body ${damaged}: read as`, Item);
assert.notEqual(crc32(sent), crc32(damaged));
assert.deepEqual(Item, { balance: { N: '900' } });
assert.equal(calls, 1);
EOF
node seen.mjs
