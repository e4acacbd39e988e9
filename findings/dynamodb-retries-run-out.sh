#!/usr/bin/env bash
# @aws-sdk/client-dynamodb 3.1169.0: a client has one budget of retries for all its calls (500 tokens, 14 a retry).
# Twelve calls to a server that fails use it up; from then on every call is tried once, and a success gives one token
# back, so that fourteen good calls buy one retry. No time refills it. Guessed: each call is tried four times, however
# many failed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-dynamodb@3.1169.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

let failing = true;
let requests = 0;
const server = createServer(async (request, response) => {
  await request.toArray();
  requests += 1;
  response.writeHead(failing ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(failing ? '{"__type":"InternalServerError"}' : '{}');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});

/** How often each of so many calls, one after another, is tried. */
async function attempts(calls) {
  const counts = [];
  for (let call = 0; call < calls; call += 1) {
    const before = requests;
    await client.send(new GetItemCommand({ TableName: 't', Key: { id: { S: '1' } } })).catch(() => undefined);
    counts.push(requests - before);
  }
  return counts;
}

const first = await attempts(20);
await new Promise((resolve) => setTimeout(resolve, 3_000));
const later = await attempts(3);

/** How two failing calls are tried after so many good ones. */
async function afterGood(calls) {
  failing = false;
  await attempts(calls);
  failing = true;
  return attempts(2);
}
// 500 tokens less 35 retries leave 10.
const bought = [await afterGood(4), await afterGood(13), await afterGood(1)];
client.destroy();
server.close();
server.closeAllConnections();
console.log('attempts of twenty failing calls', first.join(' '));
console.log('three seconds later', later.join(' '));
console.log('two failing calls after 4, 13 more and 1 more good ones', bought);
assert.deepEqual(first, [...Array(11).fill(4), 3, ...Array(8).fill(1)]);
assert.deepEqual(later, [1, 1, 1]);
assert.deepEqual(bought, [[2, 1], [1, 1], [2, 1]]);
EOF
node seen.mjs
