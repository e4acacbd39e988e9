#!/usr/bin/env bash
# edn-data 1.2.2: integers beyond 2^53 are rounded without an error (9007199254740993 reads as …992), while the same
# with N is exact; of a value with metadata the metadata is what is read; a ratio is a symbol; ##NaN is null.
# Histories of Jepsen hold such. Guessed: a reader of EDN keeps a value or refuses it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund edn-data@1.2.2
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { parseEDNString } from 'edn-data';

const seen = Object.fromEntries(
  ['9007199254740993', '9007199254740993N', '^{:unsafe true} [1 2]', '22/7', '##NaN'].map((text) => [
    text,
    parseEDNString(text, { mapAs: 'object', keywordAs: 'string' }),
  ]),
);
console.log(seen);
assert.deepEqual(Object.values(seen), [9007199254740992, 9007199254740993n, { unsafe: true }, { sym: '22/7' }, null]);
EOF
node seen.mjs
