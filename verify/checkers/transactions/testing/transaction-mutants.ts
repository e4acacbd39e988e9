import type { MicroOperation } from '../table/transaction-table.ts';
import type { Draft } from './transaction-arbitrary.ts';

/** A violation to plant in a valid history: transactions on keys of their own, anywhere among the others. */
export interface TransactionMutant {
  readonly name: string;
  /** The checker that must call the history invalid. */
  readonly caughtBy: 'list-append' | 'rw-register' | 'read-committed' | 'read-atomic' | 'causal-consistency';
  /** What the counterexample must name. */
  readonly anomaly: string;
  readonly transactions: readonly (readonly MicroOperation[])[];
  /** The first transaction is aborted. */
  readonly aborted?: true;
}

const a = (key: string, element: number): MicroOperation => ['append', key, element];
const w = (key: string, value: number): MicroOperation => ['w', key, value];
const r = (key: string, value: unknown): MicroOperation => ['r', key, value];

/** Every violation of isolation that the judge is known to catch. */
export const transactionMutants: readonly TransactionMutant[] = [
  {
    name: 'two transactions append in opposite orders',
    caughtBy: 'list-append',
    anomaly: 'G0',
    transactions: [
      [a('p', 1), a('q', 1)],
      [a('p', 2), a('q', 2)],
      [r('p', [1, 2]), r('q', [2, 1])],
    ],
  },
  {
    name: 'an aborted append is read',
    caughtBy: 'list-append',
    anomaly: 'G1a',
    transactions: [[a('p', 1)], [r('p', [1])]],
    aborted: true,
  },
  {
    name: 'half of a transaction is read',
    caughtBy: 'list-append',
    anomaly: 'G1b',
    transactions: [[a('p', 1), a('p', 2)], [r('p', [1])]],
  },
  {
    name: 'two transactions read each other',
    caughtBy: 'list-append',
    anomaly: 'G1c',
    transactions: [
      [a('p', 1), r('q', [1])],
      [a('q', 1), r('p', [1])],
    ],
  },
  {
    name: 'a transaction is seen on one key and not on the other',
    caughtBy: 'list-append',
    anomaly: 'G-single-item',
    transactions: [
      [a('p', 1), a('q', 1)],
      [r('p', [1]), r('q', [])],
    ],
  },
  {
    name: 'two readers see two appends in opposite orders (long fork)',
    caughtBy: 'list-append',
    anomaly: 'G-nonadjacent-item',
    transactions: [[a('p', 1)], [a('q', 1)], [r('p', [1]), r('q', [])], [r('p', []), r('q', [1])]],
  },
  {
    name: 'each of two transactions misses what the other appends (write skew)',
    caughtBy: 'list-append',
    anomaly: 'G2-item',
    transactions: [
      [r('p', []), a('q', 1)],
      [r('q', []), a('p', 1)],
    ],
  },
  {
    name: 'two transactions append to the same version',
    caughtBy: 'list-append',
    anomaly: 'lost-update',
    transactions: [
      [r('p', []), a('p', 1)],
      [r('p', []), a('p', 2)],
    ],
  },
  {
    name: 'an element is there twice',
    caughtBy: 'list-append',
    anomaly: 'duplicate-elements',
    transactions: [[a('p', 1)], [r('p', [1, 1])]],
  },
  {
    name: 'two reads that no order of appends gives',
    caughtBy: 'list-append',
    anomaly: 'incompatible-order',
    transactions: [[a('p', 1)], [a('p', 2)], [r('p', [1, 2])], [r('p', [2])]],
  },
  {
    name: 'a transaction misses its own append',
    caughtBy: 'list-append',
    anomaly: 'internal',
    transactions: [[r('p', []), a('p', 1), r('p', [])]],
  },
  {
    name: 'an aborted write is read',
    caughtBy: 'rw-register',
    anomaly: 'G1a',
    transactions: [[w('p', 1)], [r('p', 1)]],
    aborted: true,
  },
  {
    name: 'a value that its writer then wrote over is read',
    caughtBy: 'rw-register',
    anomaly: 'G1b',
    transactions: [[w('p', 1), w('p', 2)], [r('p', 1)]],
  },
  {
    name: 'two transactions read what the other writes',
    caughtBy: 'rw-register',
    anomaly: 'G1c',
    transactions: [
      [w('p', 1), r('q', 1)],
      [w('q', 1), r('p', 1)],
    ],
  },
  {
    name: 'half of a transfer is read',
    caughtBy: 'rw-register',
    anomaly: 'G-single-item',
    transactions: [
      [w('p', 1), w('q', 1)],
      [r('p', 1), w('p', 2), r('q', 1), w('q', 2)],
      [r('p', 1), r('q', 2)],
    ],
  },
  {
    name: 'both of two guards go off duty (write skew)',
    caughtBy: 'rw-register',
    anomaly: 'G2-item',
    transactions: [
      [w('p', 1), w('q', 1)],
      [r('p', 1), r('q', 1), w('p', 2)],
      [r('p', 1), r('q', 1), w('q', 2)],
    ],
  },
  {
    name: 'two transactions write over the same version',
    caughtBy: 'rw-register',
    anomaly: 'lost-update',
    transactions: [[w('p', 1)], [r('p', 1), w('p', 2)], [r('p', 1), w('p', 3)]],
  },
  {
    name: 'what an aborted transaction wrote is read',
    caughtBy: 'read-committed',
    anomaly: 'G1a',
    transactions: [[w('p', 1)], [r('p', 1)]],
    aborted: true,
  },
  {
    name: 'two transactions read from each other',
    caughtBy: 'read-committed',
    anomaly: 'CyclicCO',
    transactions: [
      [w('p', 1), r('q', 1)],
      [w('q', 1), r('p', 1)],
    ],
  },
  {
    name: 'a value is read after what came with its successor',
    caughtBy: 'read-committed',
    anomaly: 'CyclicRC',
    transactions: [[w('p', 1)], [r('p', 1), w('p', 2), w('q', 2)], [r('q', 2), r('p', 1)]],
  },
  {
    name: 'a transaction is seen in part, and its other key then as nothing',
    caughtBy: 'read-committed',
    anomaly: 'InitRead',
    transactions: [
      [w('p', 1), w('q', 1)],
      [r('q', 1), r('p', null)],
    ],
  },
  {
    name: 'a transaction is seen in part',
    caughtBy: 'read-atomic',
    anomaly: 'CyclicRA',
    transactions: [[w('p', 1)], [r('p', 1), w('p', 2), w('q', 2)], [r('p', 1), r('q', 2)]],
  },
  {
    name: 'nothing of a key is read before what came with it',
    caughtBy: 'read-atomic',
    anomaly: 'InitRead',
    transactions: [
      [w('p', 1), w('q', 1)],
      [r('p', null), r('q', 1)],
    ],
  },
  {
    name: 'a key is read twice, and differs',
    caughtBy: 'read-atomic',
    anomaly: 'internal',
    transactions: [[w('p', 1)], [w('p', 2)], [r('p', 1), r('p', 2)]],
  },
  {
    name: 'an effect is seen without its cause',
    caughtBy: 'causal-consistency',
    anomaly: 'WriteCOInitRead',
    transactions: [[w('p', 1)], [r('p', 1), w('q', 1)], [r('q', 1), r('p', null)]],
  },
  {
    name: 'two transactions are the cause of each other',
    caughtBy: 'causal-consistency',
    anomaly: 'CyclicCO',
    transactions: [
      [w('p', 1), r('q', 1)],
      [w('q', 1), r('p', 1)],
    ],
  },
  {
    name: 'an old value is read by who had heard of the new one',
    caughtBy: 'causal-consistency',
    anomaly: 'CyclicCF',
    transactions: [[w('p', 1)], [r('p', 1), w('p', 2)], [r('p', 2), w('q', 1)], [r('q', 1), r('p', 1)]],
  },
];

/** Plant a mutant among valid transactions. @param places where its transactions go, one after the other */
export function plant(mutant: TransactionMutant, drafts: readonly Draft[], places: readonly number[]): Draft[] {
  const all = [...drafts];
  for (const [n, operations] of mutant.transactions.entries()) {
    const type = n === 0 && mutant.aborted ? 'fail' : 'ok';
    all.splice((places[n] ?? 0) % (all.length + 1), 0, { process: 100 + n, operations: [...operations], type });
  }
  return all;
}
