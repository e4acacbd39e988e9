#!/usr/bin/env bash
# artillery 2.0.34: percentiles come from a sketch with 1 % of error and take the lower rank: of a thousand equal values
# of 1000 the median is 1002.4, above their maximum, and of eight values the 99.9th percentile is the seventh, however
# long the longest took. Minimum, maximum and mean are exact. Guessed: no percentile is above the maximum, and p999 of a
# few is the worst.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts artillery@2.0.34 node@24.11.1
npm rebuild --silent node
cat >values.cjs <<'EOF'
exports.emit = async (_, events) => {
  for (let n = 0; n < 1000; n += 1) events.emit('histogram', 'equal', 1000);
  for (const value of [1, 1, 1, 1, 1, 1, 1, 100]) events.emit('histogram', 'one.is.long', value);
};
EOF
cat >values.yml <<'EOF'
config:
  target: http://127.0.0.1
  processor: ./values.cjs
  phases: [{ duration: 1, arrivalCount: 1 }]
scenarios: [{ flow: [{ function: emit }] }]
EOF
ARTILLERY_DISABLE_TELEMETRY=true node_modules/.bin/node node_modules/artillery/bin/run run --quiet --output seen.json values.yml
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const { equal, 'one.is.long': one } = JSON.parse(readFileSync('seen.json', 'utf8')).aggregate.summaries;
console.log({ equal, one });
assert.deepEqual([equal.mean, equal.max, equal.median, equal.p99], [1000, 1000, 1002.4, 1002.4]);
assert.deepEqual([one.max, one.p99, one.p999], [100, 1, 1]);
EOF
node_modules/.bin/node seen.mjs
