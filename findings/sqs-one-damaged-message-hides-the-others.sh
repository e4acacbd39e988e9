#!/usr/bin/env bash
# @aws-sdk/client-sqs 3.1175.0: one message whose body does not fit its MD5 makes ReceiveMessage throw; the good ones of
# the same answer, which are in flight by now, come with no receipt handle, so that nobody can work on or return them.
# The MD5 of message attributes, which SQS sends as well, is not looked at. Guessed: the bad one is named, all parts are
# checked.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-sqs@3.1175.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const md5 = (text) => createHash('md5').update(text).digest('hex');
let answer;
let requests = 0;
const server = createServer(async (request, response) => {
  await request.toArray();
  requests += 1;
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const endpoint = `http://127.0.0.1:${server.address().port}`;
const client = new SQSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const QueueUrl = `${endpoint}/000000000000/q`;

const message = (id, body, of) => ({ MessageId: id, ReceiptHandle: `handle-${id}`, Body: body, MD5OfBody: md5(of) });
answer = { Messages: [message('1', 'paid', 'paid'), message('2', 'paid 900', 'paid 100')] };
const error = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 })).catch((thrown) => thrown);
console.log('received one good and one damaged message:', error.message, '| requests', requests);
assert.equal(error.message, 'Invalid MD5 checksum on messages: 2');
assert.ok(!JSON.stringify(error, Object.getOwnPropertyNames(error)).includes('handle-1'));
assert.equal(requests, 1);

const sent = { MessageId: 'm', MD5OfMessageBody: md5('paid') };
const MessageAttributes = { amount: { DataType: 'Number', StringValue: '100' } };
const command = new SendMessageCommand({ QueueUrl, MessageBody: 'paid', MessageAttributes });
answer = { ...sent, MD5OfMessageAttributes: md5('other attributes') };
const { MessageId } = await client.send(command);
answer = { ...sent, MD5OfMessageBody: md5('another body') };
const refused = await client.send(command).catch(({ message }) => message);
client.destroy();
server.close();
server.closeAllConnections();
console.log('sent, MD5 of its attributes wrong:', MessageId, '| MD5 of its body wrong:', refused);
assert.equal(MessageId, 'm');
assert.equal(refused, 'InvalidChecksumError');
EOF
node seen.mjs
