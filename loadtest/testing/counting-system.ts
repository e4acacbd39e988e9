import type { Operation, Workload, World } from '../../system/workload.ts';

const MOST_ATTEMPTS = 10;

/** A user who asks with a key until there is an answer. */
const workload: Workload = {
  operation: (_seed, number, keyPrefix) => ({ number, key: `${keyPrefix}-${number}` }),
  async send({ number: request, key }: Operation, process: string, world: World) {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const at = world.now();
      const answered = await world.fetch(world.target, { headers: { 'x-key': key } }).then(
        () => true,
        () => false,
      );
      const outcome = answered ? 'ok' : 'info';
      const made = { at, endedAt: world.now(), process, request, attempt, key, digest: key, outcome } as const;
      world.record(made);
      if (answered || !world.mayRetry(made)) return;
    }
  },
};

/** As much of a system as a load needs. */
export const system = { workload: async () => workload };
