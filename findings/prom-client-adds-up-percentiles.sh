#!/usr/bin/env bash
# prom-client 15.1.3: where the metrics of several workers are put together (clusterMetrics and AggregatorRegistry), a
# Summary's percentiles are added up: three workers of which every call took 100 ms have a p99 of 300 ms. An aggregator
# of 'max' or 'average' mends the percentiles and applies to _sum and _count too, which are then those of one worker.
# Guessed: the highest, an average, or none at all; counts are counts in any case. A Histogram comes out right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund prom-client@15.1.3
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import prometheus from 'prom-client';

/** What three workers with three calls of 100 ms each come to. */
async function together(Metric, options) {
  const workers = await Promise.all(
    [1, 2, 3].map(() => {
      const registry = new prometheus.Registry();
      const metric = new Metric({ name: 'latency_ms', help: 'of a call', registers: [registry], ...options });
      for (let call = 0; call < 3; call += 1) metric.observe(100);
      return registry.getMetricsAsJSON();
    }),
  );
  const text = await prometheus.AggregatorRegistry.aggregate(workers).metrics();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const percentiles = [0.99];
const summary = await together(prometheus.Summary, { percentiles });
const highest = await together(prometheus.Summary, { percentiles, aggregator: 'max' });
const average = await together(prometheus.Summary, { percentiles, aggregator: 'average' });
const histogram = await together(prometheus.Histogram, { buckets: [100] });
console.log({ summary, highest, average, histogram });
assert.deepEqual(summary, ['latency_ms{quantile="0.99"} 300', 'latency_ms_sum 900', 'latency_ms_count 9']);
const ofOneWorker = ['latency_ms{quantile="0.99"} 100', 'latency_ms_sum 300', 'latency_ms_count 3'];
assert.deepEqual(highest, ofOneWorker);
assert.deepEqual(average, ofOneWorker);
assert.ok(histogram.includes('latency_ms_bucket{le="100"} 9') && histogram.includes('latency_ms_count 9'), histogram);
EOF
node seen.mjs
