#!/usr/bin/env bash
# @middy/validator 7.7.0: transpileSchema coerces unless told otherwise: an amount that is null becomes 0 and one that is
# true becomes 1, a flag that is null becomes false, a text where a list is asked for a list of one, and a field that is
# empty or null gets the schema's default. The handler sees valid values that nobody sent. Guessed: a required number
# that is null is refused. { coerceTypes: false, useDefaults: false } as second argument does.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @middy/core@7.9.2 @middy/validator@7.7.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import middy from '@middy/core';
import validator from '@middy/validator';
import { transpileSchema } from '@middy/validator/transpile';

const schema = {
  type: 'object',
  required: ['amount', 'express', 'items', 'currency'],
  properties: {
    amount: { type: 'number' },
    express: { type: 'boolean' },
    items: { type: 'array', items: { type: 'string' } },
    currency: { type: 'string', default: 'EUR' },
  },
};
const handled = (event, options) =>
  middy((given) => given)
    .use(validator({ eventSchema: transpileSchema(schema, options) }))(event, { getRemainingTimeInMillis: () => 10_000 })
    .catch((error) => `${error.statusCode}: ${error.cause.data.map(({ instancePath }) => instancePath).join(' ')}`);
const empty = () => ({ amount: null, express: null, items: 'a', currency: '' });
const wrong = () => ({ amount: true, express: 'false', items: [7], currency: null });

const seen = [await handled(empty()), await handled(wrong())];
const strict = await handled(wrong(), { coerceTypes: false, useDefaults: false });
console.log(seen, strict);
assert.deepEqual(seen, [
  { amount: 0, express: false, items: ['a'], currency: 'EUR' },
  { amount: 1, express: false, items: ['7'], currency: 'EUR' },
]);
assert.equal(strict, '400: /amount /express /items/0 /currency');
EOF
node --no-deprecation seen.mjs
