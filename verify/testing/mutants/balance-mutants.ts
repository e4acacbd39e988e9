import { add, all, committed, compensated, effect, late, of, one, remove, rewrite, type SagaMutant } from './mutant.ts';

/** Violations of what must be conserved: money, resources, messages. */
export const balanceMutants: readonly SagaMutant[] = [
  {
    name: 'a charge of another amount',
    caughtBy: 'money-conservation',
    plant(run) {
      rewrite(run, of('money', { saga: committed }), { amount: 1000 });
      return committed;
    },
  },
  {
    name: 'a refund is lost',
    caughtBy: 'money-conservation',
    plant(run) {
      remove(run, of('money', { saga: compensated, direction: 'refund' }));
      return compensated;
    },
  },
  {
    name: 'a refund before its charge',
    caughtBy: 'money-conservation',
    plant(run) {
      for (const event of all(run, of('money', { saga: compensated, direction: 'charge' }))) event.time = late;
      return compensated;
    },
  },
  {
    name: 'more is refunded than was charged',
    caughtBy: 'money-conservation',
    plant(run) {
      rewrite(run, of('money', { saga: compensated, direction: 'refund' }), { amount: 1000 });
      return compensated;
    },
  },
  {
    name: 'stock is taken twice under one record',
    caughtBy: 'resource-conservation',
    plant(run) {
      const found = one(run, of('resource', {}));
      rewrite(run, (event) => event === found, { available: (found.value?.available as number) - 1 });
      return found.key as string;
    },
  },
  {
    name: 'stock is oversold for a moment',
    caughtBy: 'resource-conservation',
    plant(run) {
      const found = one(run, of('resource', {}));
      const { initial, available } = found.value as { initial: number; available: number };
      rewrite(run, (event) => event === found, { initial: 0, available: available - initial });
      return found.key as string;
    },
  },
  {
    name: 'a compensated saga keeps what it took',
    caughtBy: 'resource-conservation',
    plant(run) {
      rewrite(run, effect(compensated, 'take', 'compensate'), { resources: [] });
      return compensated;
    },
  },
  {
    name: 'stock that does not exist is taken',
    caughtBy: 'resource-conservation',
    plant(run) {
      const found = one(run, of('resource', {}));
      remove(run, (event) => event === found);
      return found.key as string;
    },
  },
  {
    name: 'a message is left in a queue',
    caughtBy: 'message-conservation',
    plant(run) {
      rewrite(run, of('queue', { key: 'work' }), { inFlight: 1 });
      return 'work';
    },
  },
  {
    name: 'poison that nobody planted',
    caughtBy: 'message-conservation',
    plant(run) {
      add(run, { f: 'dead-letter', key: 'message', time: late, value: { queue: 'work-dead', planted: false } });
      return 'message';
    },
  },
  {
    name: 'a dead letter of a saga that never began',
    caughtBy: 'message-conservation',
    plant(run) {
      const value = { queue: 'work-dead', saga: 'saga-unknown', planted: false };
      add(run, { f: 'dead-letter', key: 'message', time: late, value });
      return 'saga-unknown';
    },
  },
  {
    name: 'a dead letter of an open saga',
    caughtBy: 'message-conservation',
    plant(run) {
      remove(run, of('end', { key: committed }));
      const value = { queue: 'work-dead', saga: committed, planted: false };
      add(run, { f: 'dead-letter', key: 'message', time: late, value });
      return committed;
    },
  },
];
