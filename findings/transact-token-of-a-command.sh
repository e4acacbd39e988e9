#!/usr/bin/env bash
# @aws-sdk/client-dynamodb 3.1169.0: the ClientRequestToken that the SDK adds to TransactWriteItems is kept through
# its own retries, but sending the same command object again makes a new one: a retry loop round send() is not
# idempotent. Guessed: the token belongs to the command.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-dynamodb@3.1169.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';

const tokens = [];
const server = createServer(async (request, response) => {
  const body = (await request.toArray()).join('');
  tokens.push(JSON.parse(body).ClientRequestToken);
  response.writeHead(tokens.length === 1 ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(tokens.length === 1 ? '{"__type":"InternalServerError"}' : '{}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
const command = new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'orders', Item: { id: { S: '1' } } } }] });
await client.send(command);
await client.send(command);
client.destroy();
server.close();
const [first, retried, again] = tokens;
console.log({ 'first attempt': first, 'retry of the SDK': retried, 'the same command sent again': again });
assert.equal(tokens.length, 3);
assert.equal(first, retried);
assert.notEqual(again, first);
assert.equal(command.input.ClientRequestToken, undefined);
EOF
node seen.mjs
