#!/usr/bin/env bash
# @middy/sqs-partial-batch-failure 6.4.5: the settled promises that a handler returns are matched with the records by
# position. A handler that sorts or filters its records first has the wrong message redelivered and the one that failed
# acknowledged and deleted. Guessed: failures belong to the records that they came from.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @middy/core@6.4.5 @middy/sqs-partial-batch-failure@6.4.5
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import middy from '@middy/core';
import partialBatchFailure from '@middy/sqs-partial-batch-failure';

const record = (messageId, number) => ({ messageId, eventSource: 'aws:sqs', body: JSON.stringify({ number }) });
const event = { Records: [record('second', 2), record('third', 3), record('first', 1)] };
const numberOf = ({ body }) => JSON.parse(body).number;
async function handle(one) {
  if (one.messageId === 'third') throw new Error('not now');
}

const named = (order) =>
  middy((batch) => Promise.allSettled(order(batch.Records).map(handle)))
    .use(partialBatchFailure({ logger: () => undefined }))(event, { getRemainingTimeInMillis: () => 10_000 })
    .then(({ batchItemFailures }) => batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));

const asReceived = await named((records) => records);
const sorted = await named((records) => records.toSorted((a, b) => numberOf(a) - numberOf(b)));
console.log('"third" fails; named as failed when handled as received', asReceived, 'and when sorted first', sorted);
assert.deepEqual(asReceived, ['third']);
assert.deepEqual(sorted, ['first']);
EOF
node seen.mjs
