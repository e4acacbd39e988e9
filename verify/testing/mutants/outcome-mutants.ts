import {
  add,
  committed,
  compensated,
  effect,
  late,
  of,
  one,
  remove,
  repeat,
  rewrite,
  type SagaMutant,
} from './mutant.ts';

/** Violations of a saga's own record: how it begins, goes on and ends. */
export const outcomeMutants: readonly SagaMutant[] = [
  {
    name: 'a saga ends twice',
    caughtBy: 'one-outcome',
    plant(run) {
      const value = { version: 99, outcome: 'compensated', label: 'compensated' };
      add(run, { f: 'end', key: committed, time: late, value });
      return committed;
    },
  },
  {
    name: 'the record says another outcome than the log',
    caughtBy: 'one-outcome',
    plant(run) {
      rewrite(run, of('state', { key: committed }), { outcome: 'compensated', label: 'compensated' });
      return committed;
    },
  },
  {
    name: 'the record is still open after the end',
    caughtBy: 'one-outcome',
    plant(run) {
      rewrite(run, of('state', { key: committed }), { final: false, outcome: undefined, label: 'running' });
      return committed;
    },
  },
  {
    name: 'a saga begins twice',
    caughtBy: 'one-outcome',
    plant(run) {
      repeat(run, of('begin', { key: committed }));
      return committed;
    },
  },
  {
    name: 'a transition is lost',
    caughtBy: 'one-outcome',
    plant(run) {
      remove(run, of('transition', { key: committed, version: 2 }));
      return committed;
    },
  },
  {
    name: 'a final saga goes on',
    caughtBy: 'no-resurrection',
    plant(run) {
      const value = { version: 99, event: 'resent', step: 'send' };
      add(run, { f: 'transition', key: committed, time: late, value });
      return committed;
    },
  },
  {
    name: 'a zombie takes effect after the end',
    caughtBy: 'no-resurrection',
    plant(run) {
      for (const event of run.events.filter(effect(committed, 'send', 'commit'))) event.time = late;
      return committed;
    },
  },
  {
    name: 'a compensated saga is charged again',
    caughtBy: 'no-resurrection',
    plant(run) {
      const value = { saga: compensated, direction: 'charge', amount: 1 };
      add(run, { f: 'money', key: `${compensated}#again`, time: late, value });
      return compensated;
    },
  },
  {
    name: 'a saga never ends',
    caughtBy: 'liveness',
    plant(run) {
      remove(run, of('end', { key: committed }));
      return committed;
    },
  },
  {
    name: 'a saga hangs from its beginning',
    caughtBy: 'liveness',
    plant(run) {
      add(run, { f: 'begin', key: 'saga-hung', time: 1, value: { plan: [] } });
      return 'saga-hung';
    },
  },
  {
    name: 'a compensation hangs past the deadline',
    caughtBy: 'liveness',
    plant(run) {
      one(run, of('quiet', {})).type = 'info';
      remove(run, of('end', { key: compensated }));
      return compensated;
    },
  },
];
