#!/usr/bin/env bash
# sqs-consumer 15.0.3: a handler that ends well and returns nothing acknowledges nothing, its messages come again
# until they are dead letters; only returned messages are deleted. A handler over handleMessageTimeout is reported and
# goes on, so that its effect happens beside its redelivery. Guessed: no error means done; a time-out ends the work.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund sqs-consumer@15.0.3 @aws-sdk/client-sqs@3.1175.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';

const body = 'paid';
const message = { MessageId: 'm', ReceiptHandle: 'r', Body: body, MD5OfBody: createHash('md5').update(body).digest('hex') };
let receives = 0;
let deletes = 0;
const server = createServer(async (request, response) => {
  await request.toArray();
  const operation = request.headers['x-amz-target'].split('.')[1];
  if (operation.startsWith('DeleteMessage')) deletes += 1;
  const answer = operation === 'ReceiveMessage' && receives++ === 0 ? { Messages: [message] } : {};
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const endpoint = `http://127.0.0.1:${server.address().port}`;
const sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });

/** How often the one message is deleted by a consumer, which stops once `until` has happened and two more receives were answered. */
async function deleted(options, until = 'message_processed') {
  receives = 0;
  deletes = 0;
  const consumer = Consumer.create({ queueUrl: `${endpoint}/000000000000/q`, sqs, pollingWaitTimeMs: 10, ...options });
  consumer.on('error', () => undefined);
  const happened = options.handleMessageTimeout ? once(consumer, until) : undefined;
  consumer.start();
  await happened;
  while (receives < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  const stopped = once(consumer, 'stopped');
  consumer.stop();
  await stopped;
  return deletes;
}

const seen = {
  'returns nothing': await deleted({ handleMessage: async () => undefined }),
  'returns the message': await deleted({ handleMessage: async (m) => m }),
  'batch, returns nothing': await deleted({ handleMessageBatch: async () => undefined }),
  'batch, returns the messages': await deleted({ handleMessageBatch: async (m) => m }),
};
console.log('deletes when the handler', seen);
assert.deepEqual(Object.values(seen), [0, 1, 0, 1]);

let effect;
const effectDone = new Promise((resolve) => {
  effect = resolve;
});
const slow = async (m) => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  effect('the handler went on');
  return m;
};
assert.equal(await deleted({ handleMessage: slow, handleMessageTimeout: 50 }, 'timeout_error'), 0);
console.log('after its time-out:', await effectDone, '- and the message was not deleted');
server.close();
server.closeAllConnections();
sqs.destroy();
EOF
node seen.mjs
