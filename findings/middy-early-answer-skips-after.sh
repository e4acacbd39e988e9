#!/usr/bin/env bash
# @middy/core 7.9.2: a `before` that answers itself (a cached answer, a refusal) ends the request there: the `after` of
# the middlewares that have begun is not run, nor their `onError`, so that a lock or a span opened before stays open.
# The same refusal thrown runs every `onError`, also of middlewares whose `before` never ran. Guessed: what was begun is
# finished, and only that.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @middy/core@7.9.2
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import middy from '@middy/core';

async function steps(refusal) {
  const ran = [];
  const says = (name) => ({
    before: () => void ran.push(`${name} before`),
    after: () => void ran.push(`${name} after`),
    onError: () => void ran.push(`${name} onError`),
  });
  const handler = middy(() => void ran.push('handler')).use(says('lock')).use({ before: refusal }).use(says('inner'));
  await handler({}, { getRemainingTimeInMillis: () => 10_000 }).catch(() => undefined);
  return ran;
}

const answered = await steps(() => ({ statusCode: 429 }));
const thrown = await steps(() => {
  throw new Error('429');
});
const through = await steps(() => undefined);
console.log({ answered, thrown, through });
assert.deepEqual(answered, ['lock before']);
assert.deepEqual(thrown, ['lock before', 'inner onError', 'lock onError']);
assert.deepEqual(through, ['lock before', 'inner before', 'handler', 'inner after', 'lock after']);
EOF
node seen.mjs
