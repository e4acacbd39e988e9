#!/usr/bin/env bash
# aws-cdk-lib 2.275.0: FilterRule.between(5, 10) of a Lambda event source leaves out 5 and takes in 10, while `between`
# of an SNS subscription and Match.interval of an EventBridge rule take in both. Lambda deletes the messages of a queue
# that no filter matches, unseen: what has the lower bound is lost. Guessed: one library, one meaning, both bounds in.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund aws-cdk-lib@2.275.0 constructs@10.8.1
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/aws-events';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';

const seen = {
  source: FilterRule.between(5, 10),
  subscription: SubscriptionFilter.numericFilter({ between: { start: 5, stop: 10 } }).conditions,
  rule: new Stack().resolve(Match.interval(5, 10)),
};
console.log(JSON.stringify(seen, undefined, 2));
const closed = [{ numeric: ['>=', 5, '<=', 10] }];
assert.deepEqual(seen, { source: [{ numeric: ['>', 5, '<=', 10] }], subscription: closed, rule: closed });
EOF
node --no-deprecation seen.mjs
