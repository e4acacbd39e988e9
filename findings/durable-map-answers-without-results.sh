#!/usr/bin/env bash
# @aws/durable-execution-sdk-js 2.4.0 (Lambda durable functions): one failed item of context.map ends the map at once,
# but nothing throws: getResults() holds what had ended by then, perhaps nothing, the execution SUCCEEDS with it, and
# the other items go on and have their effects. With failures inside the tolerance the status is FAILED all the same.
# Guessed: it rejects as Promise.all does; tolerated failures are a success.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws/durable-execution-sdk-js@2.4.0 @aws/durable-execution-sdk-js-testing@1.1.4
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';

await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });
const unretried = { retryStrategy: () => ({ shouldRetry: false }) };

/** Charges three cards side by side, of which the second is declined at once. */
async function charge(options) {
  const charged = [];
  const more = new EventTarget();
  const both = new Promise((resolve) => more.addEventListener('both', resolve));
  let seen;
  const handler = withDurableExecution(async (_, context) => {
    const batch = await context.map(
      'charge',
      ['a', 'declined', 'c'],
      (item, card) =>
        item.step(
          card,
          async () => {
            if (card === 'declined') throw new Error(card);
            await new Promise((resolve) => setTimeout(resolve, 200));
            if (charged.push(card) === 2) more.dispatchEvent(new Event('both'));
            return card;
          },
          unretried,
        ),
      options,
    );
    seen = { status: batch.status, results: batch.getResults(), why: batch.completionReason };
    return batch.getResults();
  });
  const ended = await new LocalDurableTestRunner({ handlerFunction: handler }).run({});
  await both;
  return { execution: ended.getStatus(), ...seen, charged };
}

const strict = await charge({});
const tolerant = await charge({ completionConfig: { toleratedFailureCount: 1 } });
await LocalDurableTestRunner.teardownTestEnvironment();
console.log({ strict, tolerant });
assert.deepEqual(strict, {
  execution: 'SUCCEEDED',
  status: 'FAILED',
  results: [],
  why: 'FAILURE_TOLERANCE_EXCEEDED',
  charged: ['a', 'c'],
});
assert.deepEqual([tolerant.status, tolerant.why, tolerant.results], ['FAILED', 'ALL_COMPLETED', ['a', 'c']]);
EOF
node seen.mjs
