#!/usr/bin/env bash
# aws-local-stepfunctions 3.0.0: a state machine with QueryLanguage JSONata is accepted and run without it: Output,
# Arguments and Assign are ignored and the input comes out as it went in. Guessed: evaluated, or refused as not
# supported.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund aws-local-stepfunctions@3.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { StateMachine } from 'aws-local-stepfunctions';

const machine = new StateMachine({
  QueryLanguage: 'JSONata',
  StartAt: 'Total',
  States: { Total: { Type: 'Pass', Output: { total: '{% $sum($states.input.prices) %}' }, End: true } },
});
const output = await machine.run({ prices: [1, 2] }).result;
console.log('as on AWS: {"total":3}; here:', JSON.stringify(output));
assert.deepEqual(output, { prices: [1, 2] });
EOF
node seen.mjs
