#!/usr/bin/env bash
# @aws/durable-execution-sdk-js 2.4.0 (Lambda durable functions): a step is known by the order in which steps begin.
# Two sequences side by side in Promise.all begin their second steps in the order in which the first ones end, and on
# replay, where results are there at once, in another: unnamed steps then get each other's results, and the execution
# SUCCEEDS; named ones fail as non-deterministic, after the code behind them has run with the swapped results.
# context.parallel keeps them apart. Guessed: a result stays with its step.
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

/** Two payments, each of two steps; the first step of 'slow' takes longer. After them a wait, which ends the invocation. */
async function execution(payments) {
  const behind = [];
  const handler = withDurableExecution(async (_, context) => {
    const paid = await payments(context);
    await context.wait({ seconds: 1 });
    behind.push(paid);
    return paid;
  });
  const ended = await new LocalDurableTestRunner({ handlerFunction: handler }).run({});
  const status = ended.getStatus();
  return { status, behind, end: status === 'SUCCEEDED' ? ended.getResult() : ended.getError().errorType };
}

const look = async (payment) => {
  await new Promise((resolve) => setTimeout(resolve, payment === 'slow' ? 200 : 0));
  return payment;
};
const pay = (context, payment, named) => {
  const step = (name, run) => (named ? context.step(`${name} ${payment}`, run) : context.step(run));
  return step('look', () => look(payment)).then((seen) => step('charge', async () => `charge of ${seen}`));
};
const beside = (named) => (context) => Promise.all(['slow', 'fast'].map((payment) => pay(context, payment, named)));
const parallel = async (context) =>
  (await context.parallel('pay', ['slow', 'fast'].map((payment) => (branch) => pay(branch, payment, true)))).getResults();

const seen = {
  unnamed: await execution(beside(false)),
  named: await execution(beside(true)),
  'in context.parallel': await execution(parallel),
};
await LocalDurableTestRunner.teardownTestEnvironment();
console.dir(seen, { depth: 4 });
const swapped = ['charge of fast', 'charge of slow'];
assert.deepEqual(seen.unnamed, { status: 'SUCCEEDED', behind: [swapped], end: swapped });
assert.deepEqual(seen.named, { status: 'FAILED', behind: [swapped], end: 'NonDeterministicExecutionError' });
assert.deepEqual(seen['in context.parallel'].end, swapped.toReversed());
EOF
node seen.mjs
