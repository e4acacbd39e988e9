#!/usr/bin/env bash
# @aws-sdk/util-dynamodb 3.996.9: marshall refuses a Date and advises convertClassInstanceToMap, with which dates and
# errors are stored as empty maps, without a word. Guessed: an ISO string, or at least the fields.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/util-dynamodb@3.996.9
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

const item = { at: new Date(86_400_000), failure: new RangeError('too late') };
assert.throws(() => marshall(item), /options.convertClassInstanceToMap=true/);
const stored = marshall(item, { convertClassInstanceToMap: true });
console.log(JSON.stringify(stored));
assert.deepEqual(stored, { at: { M: {} }, failure: { M: {} } });
assert.deepEqual(unmarshall(stored), { at: {}, failure: {} });
EOF
node seen.mjs
