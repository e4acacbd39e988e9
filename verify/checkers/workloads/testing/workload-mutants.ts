import { logMutants } from './log-mutants.ts';
import type { WorkloadMutant } from './workload.ts';

type Step = WorkloadMutant['steps'][number];

const key = 'planted';
const step = (f: string, input: unknown, output: unknown = input): Step => ({ f, key, input, output });
const read = (output: unknown): Step => step('read', null, output);
const txn = (...operations: readonly unknown[]): Step => ({ f: 'txn', input: operations, output: operations });

/** Every violation of a workload that the judge is known to catch, behind a valid history and on a key of its own. */
export const workloadMutants: readonly WorkloadMutant[] = [
  ...[
    {
      name: 'an id is given twice',
      steps: [step('generate', null, 'x'), step('generate', null, 'x')],
      says: /^"x": was generated 2 times/,
    },
    {
      name: 'two get an id at once',
      steps: [step('generate', null, 'y'), step('generate', null, 'y')],
      says: /^"y"/,
      atOnce: true as const,
    },
    {
      name: 'a great id is given twice',
      steps: [step('generate', null, 2n ** 60n), step('generate', null, 2n ** 60n)],
      says: /^1152921504606846976: /,
    },
  ].map((each) => ({ ...each, caughtBy: 'unique-ids' })),
  ...[
    {
      name: 'money is lost',
      steps: [read({ a: 5, b: 5 }), read({ a: 5, b: 4 })],
      says: /^planted: found 9 in all, expected 10$/,
    },
    {
      name: 'a transfer is read in part',
      steps: [read({ a: 5, b: 5 }), read({ a: 5, b: 8 })],
      says: /found 13 in all/,
    },
    {
      name: 'an account is overdrawn',
      steps: [read({ a: 5, b: 5 }), read({ a: 11, b: -1 })],
      says: /found -1 in account b/,
    },
    {
      name: 'an account is gone',
      steps: [read({ a: 5, b: 5 }), read({ a: 10 })],
      says: /found the accounts a, expected a, b/,
    },
    {
      name: 'a balance is missing',
      steps: [read({ a: 5, b: 5 }), read({ a: 10, b: null })],
      says: /found no balance of account b/,
    },
    {
      name: 'a great sum is off by one',
      steps: [read({ a: 2n ** 60n }), read({ a: 2n ** 60n + 1n })],
      says: /expected 1152921504606846976$/,
    },
  ].map((each) => ({ ...each, caughtBy: 'bank' })),
  ...[
    {
      name: 'both of two transactions insert',
      steps: [step('insert', [1, null]), step('insert', [null, 2])],
      says: /^planted: 2 transactions inserted/,
    },
    {
      name: 'both insert at once',
      steps: [step('insert', [1, null]), step('insert', [null, 2])],
      says: /^planted: 2 transactions/,
      atOnce: true as const,
    },
    {
      name: 'three insert',
      steps: [step('insert', [1, null]), step('insert', [null, 2]), step('insert', [3, null])],
      says: /^planted: 3 transactions/,
    },
  ].map((each) => ({ ...each, caughtBy: 'predicate-inserts' })),
  ...[
    {
      name: 'a later write is seen without an earlier one',
      steps: [step('write', 1), step('write', 2), read([2])],
      says: /^planted: 2 was read without 1/,
    },
    {
      name: 'the first of three writes is missing',
      steps: [step('write', 1), step('write', 2), step('write', 3), read([3, 2])],
      says: /^planted: 3 was read without 1/,
    },
    {
      name: 'a write of unknown outcome is seen without one that was over',
      steps: [step('write', 1), { ...step('write', 2), type: 'info' as const }, read([2])],
      says: /2 was read without 1/,
    },
  ].map((each) => ({ ...each, caughtBy: 'causal-reverse' })),
  ...[
    {
      name: 'a read finds what was written before the last write',
      steps: [step('write', 1), step('write', 2), step('read', null, 1)],
      says: /^planted: 1 was read, and 2 was there$/,
    },
    {
      name: 'a first read finds what nobody wrote',
      steps: [step('read-init', null, 1)],
      says: /^planted: 1 was read, and 0 was there$/,
    },
    {
      name: 'an operation is linked to another one than that before it',
      steps: [
        { ...step('write', 1), correlation: { link: 'init', position: 'a' } },
        { ...step('write', 2), correlation: { link: 'a', position: 'b' } },
        { ...step('read', null, 2), correlation: { link: 'a', position: 'c' } },
      ],
      says: /^planted: is linked to position a, and the operation before it was at b$/,
    },
  ].map((each) => ({ ...each, caughtBy: 'causal-order' })),
  ...[
    {
      name: 'a row is there, and the one before it is not',
      steps: [step('read', null, ['planted', ['r1', null]])],
      says: /^planted: row 1 was found, and then row 0 was not/,
    },
    {
      name: 'a row between two is missing',
      steps: [step('read', null, ['planted', ['r2', null, 'r0']])],
      says: /row 2 was found, and then row 1/,
    },
    {
      name: 'a row that is a list is there, and the one before it is not',
      steps: [read([null, ['r1'], null])],
      says: /^planted: row 1 was found, and then row 0/,
    },
    {
      name: 'the first row of many is missing',
      steps: [step('read', null, ['planted', [null, null, 'r1', null]])],
      says: /row 1 was found, and then row 0/,
    },
  ].map((each) => ({ ...each, caughtBy: 'sequential-inserts' })),
  ...[
    {
      name: 'two readers see two writes in opposite orders',
      steps: [
        txn(['w', 'x', 1]),
        txn(['w', 'y', 1]),
        txn(['r', 'x', 1], ['r', 'y', null]),
        txn(['r', 'y', 1], ['r', 'x', null]),
      ],
      says: /^long-fork: planted-2 found "x" written and "y" not; planted-3 found "y" written and "x" not$/,
    },
    {
      name: 'two readers of three keys see two of them in opposite orders',
      steps: [txn(['r', 'x', 1], ['r', 'y', null], ['r', 'z', 1]), txn(['r', 'z', 1], ['r', 'y', 1], ['r', 'x', null])],
      says: /^long-fork: /,
    },
    {
      name: 'two groups of keys have forks of their own',
      steps: ['x', 'y'].flatMap((name) => [
        txn(['r', `${name}1`, 1], ['r', `${name}2`, null]),
        txn(['r', `${name}2`, 1], ['r', `${name}1`, null]),
      ]),
      says: /^long-fork: planted-2 found "y1" written and "y2" not; planted-3/,
    },
    {
      name: 'three readers see three writes in a circle',
      steps: [
        txn(['r', 'x', 1], ['r', 'y', null]),
        txn(['r', 'y', 1], ['r', 'z', null]),
        txn(['r', 'z', 1], ['r', 'x', null]),
      ],
      says: /found "x" written and "y" not; .* found "y" written and "z" not; .* found "z" written and "x" not$/,
    },
  ].map((each) => ({ ...each, caughtBy: 'long-fork' })),
  ...[
    { name: 'an add is lost', steps: [step('add', 2), read(0)], says: /^planted: was read as 0, expected 2$/ },
    { name: 'an add counts twice', steps: [step('add', 2), read(4)], says: /^planted: was read as 4, expected 2$/ },
    {
      name: 'a decrement is lost',
      steps: [step('add', 5), step('add', -3), read(5)],
      says: /was read as 5, expected 2$/,
    },
    {
      name: 'what failed is added',
      steps: [{ ...step('add', 2), type: 'fail' as const }, read(2)],
      says: /was read as 2, expected 0$/,
    },
    {
      name: 'more is read than may have been added',
      steps: [{ ...step('add', 2), type: 'info' as const }, read(3)],
      says: /was read as 3, expected 0 to 2$/,
    },
    {
      name: 'less is read than may have been taken',
      steps: [{ ...step('add', -2), type: 'info' as const }, read(-3)],
      says: /was read as -3, expected -2 to 0$/,
    },
  ].map((each) => ({ ...each, caughtBy: 'counter-bounds' })),
  ...[
    {
      name: 'a value is lost',
      steps: [step('add', 1), step('add', 2), read([2])],
      says: /^planted: 1 was added and lost/,
    },
    {
      name: 'a value is read that nobody added',
      steps: [step('add', 1), read([1, 7])],
      says: /7 was read, and nobody had added it/,
    },
    {
      name: 'a value is read whose add failed',
      steps: [{ ...step('add', 1), type: 'fail' as const }, read([1])],
      says: /1 was read, and nobody/,
    },
  ].map((each) => ({ ...each, caughtBy: 'final-set' })),
  ...[
    {
      name: 'a value that was there is lost',
      steps: [step('add', 1), read([1]), read([])],
      says: /^planted: 1 was there, and the last read did not find it/,
    },
    {
      name: 'a value that somebody read is lost',
      steps: [{ ...step('add', 1), type: 'info' as const }, read([1]), read([])],
      says: /1 was there/,
    },
    {
      name: 'a value is found twice by one read',
      steps: [step('add', 1), step('add', 2), read([1, 2, 2])],
      says: /2 was found more than once/,
    },
    { name: 'a value is found that nobody added', steps: [read([7])], says: /7 was read, and nobody had added it/ },
    {
      name: 'a value is found late',
      steps: [step('add', 1), read([]), read([1])],
      says: /a read that began later did not find it/,
      options: { linearizable: true },
    },
  ].map((each) => ({ ...each, caughtBy: 'growing-set' })),
  ...[
    {
      name: 'a message is lost',
      steps: [step('enqueue', 1), step('dequeue', null)],
      says: /^planted: 1 was put in and never came out/,
    },
    {
      name: 'one of two equal messages is lost',
      steps: [step('enqueue', 1), step('enqueue', 1), step('dequeue', null, 1)],
      says: /1 was put in and never/,
    },
    {
      name: 'a message comes out that nobody put in',
      steps: [step('drain', null, [7])],
      says: /7 came out, and nobody had put it in/,
    },
    {
      name: 'a message comes out whose enqueue failed',
      steps: [{ ...step('enqueue', 1), type: 'fail' as const }, step('dequeue', null, 1)],
      says: /nobody had put it in/,
    },
    {
      name: 'more is lost than dequeues of unknown outcome may have taken',
      steps: [step('enqueue', 1), step('enqueue', 2), { ...step('dequeue', null), type: 'info' as const }],
      says: /was put in and never came out/,
    },
    {
      name: 'a message comes out twice',
      steps: [step('enqueue', 1), step('dequeue', null, 1), step('drain', null, [1])],
      says: /1 came out 2 times/,
      options: { once: true },
    },
  ].map((each) => ({ ...each, caughtBy: 'total-queue' })),
  ...[
    {
      name: 'all of a kind fail',
      steps: [{ ...step('swap', 1), type: 'fail' as const }],
      says: /^swap: was never ok$/,
    },
    {
      name: 'nobody knows of any of a kind',
      steps: [{ ...step('swap', 1), type: 'info' as const }],
      says: /^swap: was/,
    },
    {
      name: 'one kind works, another one does not',
      steps: [step('give', 1), { ...step('take', 1), type: 'fail' as const }],
      says: /^take: was never ok$/,
    },
  ].map((each) => ({ ...each, caughtBy: 'each-succeeds' })),
  ...logMutants,
];
