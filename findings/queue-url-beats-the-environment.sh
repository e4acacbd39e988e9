#!/usr/bin/env bash
# @aws-sdk/client-sqs 3.1175.0: AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_SQS point calls without a queue at an emulator,
# but a call with a QueueUrl goes to that URL's host, with a warning; only `endpoint` in the code holds for both. A test
# that is given a queue URL of production sends there. Guessed: the variable and the option are one setting.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-sqs@3.1175.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { ListQueuesCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';

async function listen() {
  const server = createServer(async (request, response) => {
    await request.toArray();
    server.calls.push(request.headers['x-amz-target'].split('.')[1]);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  server.calls = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(server, { url: `http://127.0.0.1:${server.address().port}` });
}
const emulator = await listen();
const elsewhere = await listen();
const QueueUrl = `${elsewhere.url}/000000000000/orders`;

/** Where the two calls arrive. */
async function calls(options) {
  emulator.calls = [];
  elsewhere.calls = [];
  const client = new SQSClient({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, ...options });
  await client.send(new ListQueuesCommand({}));
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  client.destroy();
  return { emulator: emulator.calls, 'host of the queue URL': elsewhere.calls };
}

const option = await calls({ endpoint: emulator.url });
process.env.AWS_ENDPOINT_URL = emulator.url;
const variable = await calls({});
process.env.AWS_ENDPOINT_URL_SQS = emulator.url;
const variableOfSqs = await calls({});
const both = await calls({ useQueueUrlAsEndpoint: false });
for (const server of [emulator, elsewhere]) {
  server.close();
  server.closeAllConnections();
}
console.log({ option, variable, variableOfSqs, 'variable, useQueueUrlAsEndpoint false': both });
const toEmulator = { emulator: ['ListQueues', 'PurgeQueue'], 'host of the queue URL': [] };
const apart = { emulator: ['ListQueues'], 'host of the queue URL': ['PurgeQueue'] };
assert.deepEqual([option, variable, variableOfSqs, both], [toEmulator, apart, apart, toEmulator]);
EOF
node seen.mjs
