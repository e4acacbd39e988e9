import {
  add,
  all,
  committed,
  compensated,
  effect,
  late,
  of,
  remove,
  repeat,
  rewrite,
  type SagaMutant,
} from './mutant.ts';

/** Violations of what steps do and take back. */
export const effectMutants: readonly SagaMutant[] = [
  {
    name: 'an effect is lost',
    caughtBy: 'saga-atomicity',
    plant(run) {
      remove(run, effect(committed, 'send', 'commit'));
      return committed;
    },
  },
  {
    name: 'a compensation is skipped',
    caughtBy: 'saga-atomicity',
    plant(run) {
      remove(run, effect(compensated, 'take', 'compensate'));
      return compensated;
    },
  },
  {
    name: 'a committed saga is compensated in part',
    caughtBy: 'saga-atomicity',
    plant(run) {
      add(run, { f: 'effect', time: late, key: 'x', value: { saga: committed, step: 'pay', action: 'compensate' } });
      return committed;
    },
  },
  {
    name: 'a refused saga is called committed',
    caughtBy: 'saga-atomicity',
    plant(run) {
      for (const f of ['end', 'state']) rewrite(run, of(f, { key: compensated }), { outcome: 'committed' });
      return compensated;
    },
  },
  {
    name: 'an effect takes place twice',
    caughtBy: 'exactly-once-effects',
    plant(run) {
      repeat(run, effect(committed, 'take', 'commit'));
      return committed;
    },
  },
  {
    name: 'a retry charges twice',
    caughtBy: 'exactly-once-effects',
    plant(run) {
      repeat(run, of('money', { saga: committed, direction: 'charge' }));
      return committed;
    },
  },
  {
    name: 'a retry under another key refunds twice',
    caughtBy: 'exactly-once-effects',
    plant(run) {
      const [, refund] = all(run, of('money', { saga: compensated, direction: 'refund' }));
      if (refund !== undefined) add(run, { ...refund, process: 'retry', key: 'another-key' });
      return compensated;
    },
  },
  {
    name: 'a committed saga was never charged',
    caughtBy: 'money-conservation',
    plant(run) {
      remove(run, of('money', { saga: committed }));
      return committed;
    },
  },
  {
    name: 'a step is acknowledged before its effect',
    caughtBy: 'effect-before-acknowledgement',
    plant(run) {
      for (const event of all(run, effect(committed, 'take', 'commit'))) event.time = late;
      return committed;
    },
  },
  {
    name: 'a step is acknowledged without its effect',
    caughtBy: 'effect-before-acknowledgement',
    plant(run) {
      remove(run, effect(committed, 'pay', 'commit'));
      return committed;
    },
  },
  {
    name: 'a compensation is acknowledged before its effect',
    caughtBy: 'effect-before-acknowledgement',
    plant(run) {
      for (const event of all(run, effect(compensated, 'pay', 'compensate'))) event.time = late;
      return compensated;
    },
  },
  {
    name: 'compensations run in the order of the plan',
    caughtBy: 'compensation-order',
    plant(run) {
      const first = all(run, effect(compensated, 'take', 'compensate'));
      const second = all(run, effect(compensated, 'pay', 'compensate'));
      for (const [n, event] of first.entries()) {
        const other = second[n];
        if (other !== undefined) [event.time, other.time] = [other.time, event.time];
      }
      return compensated;
    },
  },
  {
    name: 'a compensation runs twice',
    caughtBy: 'compensation-order',
    plant(run) {
      repeat(run, effect(compensated, 'take', 'compensate'));
      return compensated;
    },
  },
  {
    name: 'a compensation overtakes its effect',
    caughtBy: 'compensation-order',
    plant(run) {
      for (const event of all(run, effect(compensated, 'take', 'commit'))) event.time = late;
      return compensated;
    },
  },
  {
    name: 'a compensation before the failure is known',
    caughtBy: 'compensation-order',
    plant(run) {
      const done = Math.max(...all(run, effect(compensated, 'take', 'commit')).map((event) => event.time));
      for (const event of all(run, effect(compensated, 'take', 'compensate'))) event.time = done;
      return compensated;
    },
  },
];
