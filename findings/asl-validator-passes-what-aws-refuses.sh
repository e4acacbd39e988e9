#!/usr/bin/env bash
# asl-validator 4.0.0: calls valid what the States Language forbids and CreateStateMachine refuses: States.ALL beside
# other errors, States.ALL before other retriers, a BackoffRate below 1. Guessed: these are the rules that one
# installs a validator for.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund asl-validator@4.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
const validate = createRequire(import.meta.url)('asl-validator');

const machine = (retry) => ({
  StartAt: 'Pay',
  States: { Pay: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:pay', Retry: retry, End: true } },
});
// https://states-language.net/#errors: States.ALL must appear alone and in the last retrier; BackoffRate is at least 1.0.
const forbidden = {
  'States.ALL beside others': machine([{ ErrorEquals: ['States.ALL', 'Declined'] }]),
  'States.ALL not last': machine([{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Declined'] }]),
  'BackoffRate 0.5': machine([{ ErrorEquals: ['Declined'], BackoffRate: 0.5 }]),
};
assert.equal(validate(machine([{ ErrorEquals: 'Declined' }])).isValid, false);
for (const [what, definition] of Object.entries(forbidden)) {
  console.log(what, '->', validate(definition).isValid ? 'valid' : 'refused');
  assert.equal(validate(definition).isValid, true);
}
EOF
node seen.mjs
