import * as z from 'zod';
import { durationSchema, durationText } from '../../kernel/duration.ts';
import { percentile } from '../../kernel/percentile.ts';
import type { ProbeKind } from './probe.ts';

const ranks = { p50: 50, p95: 95, p99: 99 } as const;

const fields = {
  percentile: z.enum(['p50', 'p95', 'p99']),
  /** Only requests that ended in this time before the probe. Default: all of the run. */
  over: durationSchema.optional(),
};

/** A percentile (nearest rank) of how long customers waited for an answer to each request, in milliseconds. */
export const latency: ProbeKind<'latency', typeof fields> = {
  type: 'latency',
  summary: 'a percentile of the time that customers wait for an answer, in milliseconds',
  fields,
  answers: 'number',
  inWords: ({ percentile: rank, over }) =>
    `${rank} of requests in ms${over === undefined ? '' : `, over the last ${durationText(over)}`}`,
  needsLoad: 'it is measured on the requests of the load',
  async ask({ percentile: rank, over }, { customers, now }) {
    const since = over === undefined ? Number.NEGATIVE_INFINITY : now() - over;
    const waits = customers.waits(since).sort((a, b) => a - b);
    return percentile(waits, ranks[rank]);
  },
};
