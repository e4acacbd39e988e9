#!/usr/bin/env bash
# @aws-sdk/util-dynamodb 3.996.9: removeUndefinedValues also removes elements of lists, so that later elements change
# their index; functions vanish without any option. Guessed: a NULL in its place, as JSON.stringify writes null.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/util-dynamodb@3.996.9
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { marshall } from '@aws-sdk/util-dynamodb';

const seats = { seats: ['a', undefined, 'c'] };
console.log(JSON.stringify(seats), JSON.stringify(marshall(seats, { removeUndefinedValues: true })));
assert.deepEqual(marshall(seats, { removeUndefinedValues: true }), { seats: { L: [{ S: 'a' }, { S: 'c' }] } });
assert.throws(() => marshall(seats), /removeUndefinedValues/);
assert.deepEqual(marshall({ f() {}, id: '1' }), { id: { S: '1' } });
EOF
node seen.mjs
