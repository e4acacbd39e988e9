#!/usr/bin/env bash
# cockatiel 4.0.0: `maxAttempts: 3` calls four times (the first is none of them), and a cooperative time-out is no
# bound: an operation that does not look at its signal answers late, and its answer counts as a success. Guessed: three
# calls; a time-out rejects.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund cockatiel@4.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { ConstantBackoff, handleAll, retry, TimeoutStrategy, timeout } from 'cockatiel';

let calls = 0;
const retried = retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(1) });
await retried.execute(() => {
  calls += 1;
  throw new Error('no');
}).catch(() => undefined);

const late = () => new Promise((resolve) => setTimeout(resolve, 200, 'late'));
const seen = {};
for (const strategy of [TimeoutStrategy.Cooperative, TimeoutStrategy.Aggressive]) {
  const policy = timeout(20, strategy);
  let succeeded = false;
  policy.onSuccess(() => {
    succeeded = true;
  });
  const ended = await policy.execute(late).catch((error) => error.constructor.name);
  seen[strategy] = `${ended}, counted as ${succeeded ? 'a success' : 'a failure'}`;
}
console.log({ calls, ...seen });
assert.equal(calls, 4);
assert.deepEqual(Object.values(seen), ['late, counted as a success', 'TaskCancelledError, counted as a failure']);
EOF
node seen.mjs
