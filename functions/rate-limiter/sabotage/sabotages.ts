import type { Sabotage } from '../../../system/system.ts';

/** All sabotages, in the order of their table. */
export const sabotages: readonly Sabotage[] = [
  {
    name: 'check-then-act',
    breaks: 'a bucket is read, then written without a condition: of two calls at once one takes no token',
    experiment: 'loud-neighbour',
    by: 'calls of one tenant at the same time, more so while writes are slow',
    caughtBy: ['admitted-within-limit'],
  },
  {
    name: 'shared-bucket',
    breaks: 'all tenants of an API share one bucket: who calls most leaves nothing to the others',
    experiment: 'loud-neighbour',
    by: 'a tenant that makes six calls in ten',
    caughtBy: ['refused-for-cause', 'metered-once'],
  },
  {
    name: 'fail-open',
    breaks: 'a call that nobody can decide about is admitted, and not counted',
    experiment: 'buckets-out-of-reach',
    by: 'tables that refuse every call for a while',
    caughtBy: ['metered-once'],
  },
];
