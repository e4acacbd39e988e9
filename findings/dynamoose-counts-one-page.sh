#!/usr/bin/env bash
# dynamoose 4.2.0: scan().count() and query().count() answer the number of the first page (1 MB) without a cursor that
# would show it, as if it were the whole. Guessed: the number of items, or at least a lastKey; .all() is needed.
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

const Event = dynamoose.model('events', new dynamoose.Schema({ id: String, body: String }));

for (let n = 0; n < 30; n += 1) await Event.create({ id: `${n}`, body: 'x'.repeat(60_000) });
const counted = await Event.scan().count().exec();
const all = await Event.scan().all().exec();
console.log('30 items of 60 kB; scan().count():', counted, 'scan().all():', all.length);
assert.ok(counted.count < 30);
assert.ok(!('lastKey' in counted));
assert.equal(all.length, 30);
server.close();
process.exit();
EOF
node seen.mjs
