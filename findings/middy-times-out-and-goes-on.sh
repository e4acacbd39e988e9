#!/usr/bin/env bash
# @middy/core 7.9.2: 5 ms before the function's own time-out middy rejects with a TimeoutError, unasked, and leaves the
# handler running: what it does in those 5 ms, or in the next invocation of a frozen environment, happens beside the
# retry. Inside an `onError` its error looks like one of the handler's. Guessed: the time-out is Lambda's, and nothing
# runs past it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @middy/core@7.9.2
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import middy from '@middy/core';

const effects = new EventTarget();
let charges = 0;
async function charge() {
  await new Promise((resolve) => setTimeout(resolve, 100));
  charges += 1;
  effects.dispatchEvent(new Event('charged'));
  return 'charged';
}
const context = { getRemainingTimeInMillis: () => 50 };
const ofMiddleware = [];
const watch = { onError: ({ error }) => void ofMiddleware.push(error.name) };

const charged = once(effects, 'charged');
const ended = await middy(charge).use(watch)({}, context).catch(({ name }) => name);
const atItsEnd = charges;
await charged;
const unbounded = await middy(charge, { timeoutEarlyInMillis: 0 })({}, context);
console.log({ ended, ofMiddleware, 'charges when it ended': atItsEnd, 'charges later': charges - 1, unbounded });
assert.deepEqual([ended, ofMiddleware, atItsEnd, charges, unbounded], ['TimeoutError', ['TimeoutError'], 0, 2, 'charged']);
EOF
node seen.mjs
