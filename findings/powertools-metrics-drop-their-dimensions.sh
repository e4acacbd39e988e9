#!/usr/bin/env bash
# @aws-lambda-powertools/metrics 2.36.0: the hundredth metric, or the hundredth value of one metric, publishes at once
# and clears the dimensions with it, so that of 150 latencies of a tenant, one for each record of a batch, 50 belong to
# no tenant: graphs and alarms of the tenant miss them, and nothing says so. A dimension that is set again also moves
# what was added under the old one. Default dimensions stay. Guessed: a buffer that is full is written, and what
# describes the following values is kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-lambda-powertools/metrics@2.36.0
cat >emit.mjs <<'EOF'
import { Metrics } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics({ namespace: 'shop', serviceName: 'orders', defaultDimensions: { stage: 'live' } });
metrics.addDimension('tenant', 'a');
for (let record = 0; record < 150; record += 1) metrics.addMetric('latency', 'Milliseconds', record);
metrics.publishStoredMetrics();

metrics.addDimension('tenant', 'a');
metrics.addMetric('paid', 'Count', 1);
metrics.addDimension('tenant', 'b');
metrics.addMetric('paid', 'Count', 1);
metrics.publishStoredMetrics();
EOF
node emit.mjs >lines.txt 2>warnings.txt
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const seen = readFileSync('lines.txt', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map(({ _aws, stage, tenant, latency, paid }) => ({
    dimensions: _aws.CloudWatchMetrics[0].Dimensions.flat().join(' '),
    stage,
    tenant,
    ...(latency && { latencies: latency.length }),
    ...(paid && { paid: paid.length }),
  }));
console.log(seen, readFileSync('warnings.txt', 'utf8').trim());
assert.deepEqual(seen, [
  { dimensions: 'service stage tenant', stage: 'live', tenant: 'a', latencies: 100 },
  { dimensions: 'service stage', stage: 'live', tenant: undefined, latencies: 50 },
  { dimensions: 'service stage tenant', stage: 'live', tenant: 'b', paid: 2 },
]);
EOF
node seen.mjs
