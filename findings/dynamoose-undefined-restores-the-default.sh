#!/usr/bin/env bash
# dynamoose 4.2.0: update() with a field that is undefined writes the default of the schema over the stored value (a
# patch built with optional fields resets a counter); update() of an item that is not there creates it. Guessed:
# undefined leaves the field alone, as in JSON.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund dynamoose@4.2.0 dynalite@4.0.0
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import dynalite from 'dynalite';
import dynamoose from 'dynamoose';

const server = dynalite({ createTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
dynamoose.aws.ddb.set(new dynamoose.aws.ddb.DynamoDB({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
}));

const Stock = dynamoose.model('stock', new dynamoose.Schema({ id: String, left: { type: Number, default: 100 }, note: String }));

await Stock.create({ id: 'sku', left: 3 });
await Stock.update({ id: 'sku' }, { note: 'moved', left: undefined });
const stored = (await Stock.get('sku')).toJSON();
console.log('3 left, then update({ note, left: undefined }):', stored);
assert.equal(stored.left, 100);
await Stock.update({ id: 'never made' }, { note: 'ghost' });
assert.equal((await Stock.get('never made')).note, 'ghost');
server.close();
process.exit();
EOF
node seen.mjs
