#!/usr/bin/env bash
# @aws-sdk/client-sqs 3.1175.0: `requestTimeout` ends no request. Past it a warning is logged, and the call waits on
# until the answer comes; only `throwOnRequestTimeout` makes it an error, which is then retried. Guessed: it bounds
# the call.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-sqs@3.1175.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';

let requests = 0;
const server = createServer(async (request, response) => {
  await request.toArray();
  requests += 1;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end('{"QueueUrl":"http://127.0.0.1/000000000000/q"}');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

/** How a call ends whose answer takes a second, and how often it was sent. */
async function call(requestHandler) {
  requests = 0;
  const client = new SQSClient({
    endpoint: `http://127.0.0.1:${server.address().port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler,
  });
  const ended = await client.send(new GetQueueUrlCommand({ QueueName: 'q' })).then(
    () => 'answered',
    ({ name }) => name,
  );
  client.destroy();
  return `${ended}, sent ${requests}`;
}

const alone = await call({ requestTimeout: 100 });
const throwing = await call({ requestTimeout: 100, throwOnRequestTimeout: true });
server.close();
server.closeAllConnections();
console.log({ alone, throwing });
assert.equal(alone, 'answered, sent 1');
assert.equal(throwing, 'TimeoutError, sent 3');
EOF
node seen.mjs
