#!/usr/bin/env bash
# @sinonjs/fake-timers 15.5.0 (what jest and vitest build on) under ES modules: of the ways to wait a second only the
# globals and the default export of node:timers/promises are faked; named and namespace imports, node:timers and
# AbortSignal.timeout run in real time beside a faked Date. Guessed: "timers/promises" is faked however it is
# imported.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @sinonjs/fake-timers@15.5.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { setTimeout as timer } from 'node:timers';
import promises, { setTimeout as named } from 'node:timers/promises';
import * as namespace from 'node:timers/promises';
import FakeTimers from '@sinonjs/fake-timers';

const clock = FakeTimers.install();
const woken = [];
const ways = {
  'global setTimeout': new Promise((resolve) => setTimeout(resolve, 1000)),
  'promises.setTimeout (default import)': promises.setTimeout(1000),
  'setTimeout (named import)': named(1000),
  'namespace.setTimeout': namespace.setTimeout(1000),
  'setTimeout of node:timers': new Promise((resolve) => timer(resolve, 1000)),
  'AbortSignal.timeout': new Promise((resolve) => AbortSignal.timeout(1000).addEventListener('abort', resolve)),
};
for (const [way, done] of Object.entries(ways)) done.then(() => woken.push(way));
await clock.tickAsync(1000);
console.log(`Node ${process.version}; woken by a faked second:`, woken);
assert.equal(Date.now(), 1000);
assert.deepEqual(woken.sort(), ['global setTimeout', 'promises.setTimeout (default import)']);
process.exit();
EOF
node seen.mjs
