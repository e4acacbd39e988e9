#!/usr/bin/env bash
# json-bigint 1.0.0: a number is "big" when its text has more than 15 characters, sign, point and zeros counted, so that
# fractions are: 0.1 + 0.2 as JSON.stringify writes it comes back as an object of BigNumber, to which + 1 appends a 1,
# as a text with storeAsString, and with useNativeBigInt the whole document is refused. An integer that fits a number
# is a BigInt from 16 digits on. Guessed: only integers past 2^53 are read otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund json-bigint@1.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import bigint from 'json-bigint';

const order = JSON.stringify({ total: 0.1 + 0.2, at: 1764400000.123 });
const stamped = JSON.stringify({ at: 1764400000.123456 });
const plain = bigint.parse(order);
const asText = bigint({ storeAsString: true }).parse(order);
const native = bigint({ useNativeBigInt: true });
function refused(text) {
  try {
    return typeof native.parse(text).at;
  } catch (error) {
    return error.message;
  }
}
const seen = {
  total: typeof plain.total,
  at: typeof plain.at,
  more: plain.total + 1,
  asText: asText.total,
  refused: [refused(order), refused(stamped)],
  integers: native.parse('[999999999999999, 9007199254740991]').map((value) => typeof value),
};
console.log(seen);
assert.deepEqual(seen, {
  total: 'object',
  at: 'number',
  more: '0.300000000000000041',
  asText: '0.30000000000000004',
  refused: ['Cannot convert 0.30000000000000004 to a BigInt', 'Cannot convert 1764400000.123456 to a BigInt'],
  integers: ['number', 'bigint'],
});
EOF
node seen.mjs
