#!/usr/bin/env bash
# @aws-sdk/util-dynamodb 3.996.9: of numbers that DynamoDB keeps exactly (38 digits), a wide integer is read as a
# BigInt, a long fraction is rounded without a word, and a wide number with a fraction throws, so that a whole page of
# a query is lost. Guessed: one rule for all three.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/util-dynamodb@3.996.9
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { unmarshall } from '@aws-sdk/util-dynamodb';

const read = (N) => unmarshall({ n: { N } }).n;
assert.equal(read('9007199254740993'), 9007199254740993n);
assert.equal(read('0.12345678901234567890123'), 0.12345678901234568);
assert.throws(() => read('123456789012345678901.5'), /can't be converted to BigInt/);
assert.throws(() => read('1E+20'), /can't be converted to BigInt/);
for (const text of ['9007199254740993', '0.12345678901234567890123'])
  console.log(text, '->', typeof read(text), String(read(text)));
console.log("123456789012345678901.5 -> throws: can't be converted to BigInt");
EOF
node seen.mjs
