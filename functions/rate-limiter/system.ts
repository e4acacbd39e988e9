import type { System } from '../../system/system.ts';
import { sabotages } from './sabotage/sabotages.ts';

/** The rate limiter: token buckets and sliding windows over conditional writes, one for each tenant and API. */
export const system: System = {
  name: 'rate-limiter',
  claim: 'Every tenant gets the calls of its limit and no more, whatever the others do, and each is on its bill once.',
  unit: { one: 'call', many: 'calls' },
  keyField: 'callId',
  folder: import.meta.dirname,
  handlers: { front: 'handlers/front/front.ts' },
  stack: async () => (await import('./stack/rate-limiter.ts')).fillStack,
  workload: async () => (await import('./workload/workload.ts')).workload,
  steadyState: [
    { name: 'the-front-answers', tolerance: 404, provider: { type: 'http', path: '/limits/nobody/nothing' } },
  ],
  // A call is over with its answer: nothing goes on by itself.
  quiet: [],
  records: [],
  judging: async () => (await import('./history/judging.ts')).judging,
  firstExperiment: 'loud-neighbour',
  sabotages,
  sweep: async () => (await import('./sweep/sweep.ts')).sweep,
};
