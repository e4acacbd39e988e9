#!/usr/bin/env bash
# jsonata 2.2.2, the query language of Step Functions: a filter that matches one element gives the element, not a list
# of one, and a filter that matches none gives nothing, so that a field vanishes; a Map state then gets no array.
# [a.b] does not help where b are lists: it flattens them. Guessed: a filter gives a list.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund jsonata@2.2.2
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import jsonata from 'jsonata';

const plain = async (query, data) => JSON.parse(JSON.stringify(await jsonata(query).evaluate(data)) ?? 'null');
const orders = (...states) => ({ orders: states.map((state, id) => ({ id, state, lines: [id] })) });
const open = "{'ids': orders[state='open'].id}";
for (const data of [orders('open', 'open'), orders('open', 'done'), orders('done')])
  console.log(JSON.stringify(data.orders.map((o) => o.state)), '->', JSON.stringify(await plain(open, data)));
assert.deepEqual(await plain(open, orders('open', 'open')), { ids: [0, 1] });
assert.deepEqual(await plain(open, orders('open', 'done')), { ids: 0 });
assert.deepEqual(await plain(open, orders('done')), {});
assert.deepEqual(await plain('$map([7], function($x) { $x })', {}), 7);
assert.deepEqual(await plain('[orders.lines]', orders('open', 'open')), [0, 1]);
EOF
node seen.mjs
