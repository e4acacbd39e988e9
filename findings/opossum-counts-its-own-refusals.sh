#!/usr/bin/env bash
# opossum 10.0.0: calls that its own `capacity` turns away count as failures of what it protects, so that a burst opens
# the breaker of a healthy dependency; and with the default `volumeThreshold` of 0 the first call of all, failed, opens
# it for 30 s. One of two failed does not: more than half must. Guessed: a breaker opens for what its dependency did,
# and not for one call.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund opossum@10.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import Breaker from 'opossum';

/** Whether a breaker is open after these calls, each of them a promise of its own. */
async function opens(options, calls, together = false) {
  const breaker = new Breaker((fails) => (fails ? Promise.reject(new Error('no')) : Promise.resolve('yes')), options);
  if (together) await Promise.allSettled(calls.map((fails) => breaker.fire(fails)));
  else for (const fails of calls) await breaker.fire(fails).catch(() => undefined);
  const { opened, stats } = breaker;
  breaker.shutdown();
  return { opened, failures: stats.failures, turnedAway: stats.semaphoreRejections };
}

const burst = await opens({ capacity: 1 }, [false, false, false, false], true);
const firstFails = await opens({}, [true]);
const secondFails = await opens({}, [false, true]);
console.log({ burst, firstFails, secondFails });
assert.deepEqual(burst, { opened: true, failures: 2, turnedAway: 2 });
assert.equal(firstFails.opened, true);
assert.equal(secondFails.opened, false);
EOF
node seen.mjs
