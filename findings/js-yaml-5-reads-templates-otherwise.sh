#!/usr/bin/env bash
# js-yaml 5.5.0 beside 4.1.1: a merge key (`<<: *defaults`, common in serverless and Artillery files) is no merge any
# more but a key named "<<", without an error, so that settings are missing; a template's date is a text, 1_000 is one,
# and 0b101 too. An account id that begins with 0 still loses it. Guessed: the next version of a parser reads the same
# file alike or refuses it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund js-yaml4@npm:js-yaml@4.1.1 js-yaml5@npm:js-yaml@5.5.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import * as four from 'js-yaml4';
import * as five from 'js-yaml5';

const text = `
defaults: &defaults { timeout: 30 }
charge: { <<: *defaults, memory: 256 }
version: 2010-09-09
rate: 1_000
account: 012345678901
`;
const seen = { 4: four.load(text), 5: five.load(text) };
console.log(seen);
const { charge, version, rate, account } = seen[5];
assert.deepEqual([charge, version, rate, account], [{ '<<': { timeout: 30 }, memory: 256 }, '2010-09-09', '1_000', 12345678901]);
assert.deepEqual(seen[4].charge, { timeout: 30, memory: 256 });
assert.deepEqual([seen[4].version, seen[4].rate, seen[4].account], [new Date('2010-09-09'), 1000, 12345678901]);
EOF
node seen.mjs
