#!/usr/bin/env bash
# @aws-lambda-powertools/idempotency 2.35.0: the key of a record holds the Lambda function's name but not the wrapped
# function's, so that two idempotent functions that take the same order are one: the second never runs and answers with
# the first one's result. With a keyPrefix each and one persistence layer, the layer keeps only the prefix that was set
# last: side by side (Promise.all) or nested, one function's result is saved under the other's key, and its own record
# stays in progress, so that its retry is refused. Guessed: a key tells operations apart, as in Powertools for Python.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-lambda-powertools/idempotency@2.35.0 @aws-sdk/client-dynamodb@3.1169.0 \
  @aws-sdk/lib-dynamodb@3.1169.0 dynalite@4.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { CreateTableCommand, DynamoDBClient, ScanCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

process.env.AWS_LAMBDA_FUNCTION_NAME = 'shop';
const server = dynalite({ createTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
const config = new IdempotencyConfig({});
config.registerLambdaContext({ getRemainingTimeInMillis: () => 30_000 });
const order = { order: 7 };
const ran = [];

/** Two idempotent functions over one persistence layer on a table of their own. */
async function operations(TableName, prefixes = []) {
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.1, maxDelay: 0.1 }, { TableName });
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName: TableName, awsSdkV3Client: client });
  const [first, second] = prefixes;
  ran.length = 0;
  async function charge() {
    ran.push('charge');
    await pause(500);
    return 'charged';
  }
  async function ship() {
    ran.push('ship');
    return 'shipped';
  }
  return {
    charge: makeIdempotent(charge, { persistenceStore, config, keyPrefix: first }),
    ship: makeIdempotent(ship, { persistenceStore, config, keyPrefix: second }),
  };
}

const plain = await operations('plain');
const oneAfterAnother = [await plain.charge(order), await plain.ship(order), ...ran];

const prefixed = await operations('prefixed', ['charge', 'ship']);
const together = await Promise.all([prefixed.charge(order), prefixed.ship(order)]);
const { Items } = await client.send(new ScanCommand({ TableName: 'prefixed' }));
const records = Items.map(({ id, status, data }) => `${id.S.split('#')[0]} ${status.S} ${data?.S}`).sort();
const retried = [await prefixed.charge(order).catch(({ name }) => name), await prefixed.ship(order)];
server.close();
client.destroy();

console.log({ oneAfterAnother, together, records, retried });
assert.deepEqual(oneAfterAnother, ['charged', 'charged', 'charge']);
assert.deepEqual(together, ['charged', 'shipped']);
assert.deepEqual(records, ['charge INPROGRESS undefined', 'ship COMPLETED charged']);
assert.deepEqual(retried, ['IdempotencyAlreadyInProgressError', 'charged']);
EOF
node seen.mjs
