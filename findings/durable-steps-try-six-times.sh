#!/usr/bin/env bash
# @aws/durable-execution-sdk-js 2.4.0 (Lambda durable functions): a step that throws is tried six times unless told
# otherwise, also for an error that will not change, and what is caught in the end is a StepError, whose cause has the
# name of what was thrown but neither its class nor its fields, so that `instanceof Declined` never holds. A result that
# JSON cannot hold (a BigInt) fails after the step's effect and cannot be caught by the handler. Guessed: one try, and
# the error that was thrown.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws/durable-execution-sdk-js@2.4.0 @aws/durable-execution-sdk-js-testing@1.1.4
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';

class Declined extends Error {
  name = 'Declined';
  reason = 'no funds';
}

await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });
const run = (handler) =>
  new LocalDurableTestRunner({ handlerFunction: withDurableExecution(handler) }).run({}).then(
    (ended) => ended.getStatus(),
    (error) => error.message,
  );

let tries = 0;
let caught;
await run(async (_, context) => {
  try {
    await context.step('charge', async () => {
      tries += 1;
      throw new Declined('card declined');
    });
  } catch (error) {
    const { name, message, reason, cause } = error;
    caught = { name, message, reason, isDeclined: error instanceof Declined, cause: [cause.name, cause.reason] };
  }
});

let effects = 0;
let handlerCaught = false;
const ended = await run(async (_, context) => {
  try {
    await context.step('charge', async () => {
      effects += 1;
      return 10n;
    });
  } catch {
    handlerCaught = true;
  }
});
await LocalDurableTestRunner.teardownTestEnvironment();
console.log({ tries, caught });
console.log('a BigInt as result:', { effects, handlerCaught, ended });
assert.equal(tries, 6);
assert.equal(caught.isDeclined, false);
assert.deepEqual([caught.name, caught.message, caught.reason], ['StepError', 'card declined', undefined]);
assert.deepEqual([effects, handlerCaught], [1, false]);
assert.match(ended, /Serialization failed/);
EOF
node seen.mjs
