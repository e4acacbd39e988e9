import type { UnitName } from '../model/units/unit-name.ts';

/** A promise of a system, as its verdict counts it. */
interface Promised {
  readonly name: string;
  readonly claim: string;
  /** What is counted in a run of so many operations. */
  readonly counts: (count: number) => Readonly<Record<string, number>>;
}

/** A system whose runs are invented. */
export interface SampleSystem {
  readonly name: string;
  readonly unit: UnitName;
  readonly experiment: { readonly name: string; readonly title: string };
  readonly claim: string;
  /** Whether its operations are sagas: else it tells of nothing but requests. */
  readonly hasSagas: boolean;
  /** The function that is slow for a while, and that has a queue where there are queues. */
  readonly slow: string;
  /** The function that a fault was aimed at which never fired, in an inconclusive run. */
  readonly spared: string;
  readonly functions: readonly string[];
  readonly queues: readonly string[];
  /** The promises that it keeps; those that offenders break; one that cannot be judged in an inconclusive run. */
  readonly kept: readonly Promised[];
  readonly broken: readonly [Promised, Promised];
  /** What an offender does, and what is made of it in short. */
  readonly offence: { readonly what: string; readonly summary: string };
  /** What a sweep goes through: kinds of operations, and functions with their steps. */
  readonly kinds: readonly string[];
  readonly stops: readonly string[];
}

/** Orders, each a saga over three services. */
export const orderSystem: SampleSystem = {
  name: 'orders',
  unit: { one: 'order', many: 'orders' },
  experiment: { name: 'slow-and-throttled-checkout', title: 'A slow and throttled checkout' },
  claim: 'Every accepted order ends in exactly one outcome, paid once or not at all',
  hasSagas: true,
  slow: 'payments',
  spared: 'inventory',
  functions: ['api', 'saga', 'payments', 'inventory', 'shipping'],
  queues: ['saga', 'payments', 'inventory', 'shipping'],
  kept: [
    {
      name: 'one-outcome',
      claim: 'Every accepted order ends in exactly one final state.',
      counts: (sagas) => ({ sagas, open: 0 }),
    },
    {
      name: 'compensation-order',
      claim: 'Compensations run in reverse order, each once.',
      counts: (sagas) => ({ compensated: Math.floor(sagas / 6) }),
    },
    {
      name: 'message-conservation',
      claim: 'No message is lost: what is dead-lettered is accounted for.',
      counts: () => ({ queues: 8, deadLetters: 0 }),
    },
  ],
  broken: [
    {
      name: 'exactly-once-effects',
      claim: 'Every effect happens exactly once for each idempotency key.',
      counts: (sagas) => ({ effects: sagas * 3 }),
    },
    {
      name: 'money-conservation',
      claim: 'Charged less refunded is the total of the confirmed orders, at every moment.',
      counts: (entries) => ({ entries }),
    },
  ],
  offence: { what: 'charged 2 times, expected once', summary: '2 charges stand for one order' },
  kinds: ['confirmed', 'card-declined', 'out-of-stock', 'invalid-address', 'repeated-request'],
  stops: ['api request', 'payments charge-do', 'saga charge-do', 'inventory reserve-do'],
};

/** Decisions whether a caller may go on: one function and a table, no queue, no saga. */
export const rateLimiter: SampleSystem = {
  name: 'limiter',
  unit: { one: 'decision', many: 'decisions' },
  experiment: { name: 'slow-decisions', title: 'A limiter that decides slowly' },
  claim: 'No caller is let through more often than its limit allows',
  hasSagas: false,
  slow: 'decide',
  spared: 'decide',
  functions: ['decide'],
  queues: [],
  kept: [
    {
      name: 'within-the-limit',
      claim: 'No window lets more calls through than the limit allows.',
      counts: (decisions) => ({ decisions, windows: 60 }),
    },
  ],
  broken: [
    {
      name: 'one-answer-per-key',
      claim: 'The same request, repeated, gets the same answer.',
      counts: (attempts) => ({ attempts }),
    },
    {
      name: 'counted-once',
      claim: 'A repeated request takes from the limit once.',
      counts: (keys) => ({ keys }),
    },
  ],
  offence: { what: 'allowed, then denied', summary: '2 answers stand for one request' },
  kinds: ['allowed', 'denied'],
  stops: ['decide request'],
};
