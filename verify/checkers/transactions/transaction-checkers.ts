import type { Checker } from '../checker.ts';
import { causalConsistency } from './causal-consistency.ts';
import type { TransactionOptions } from './judge-graph.ts';
import { listAppend } from './list-append.ts';
import { readAtomic } from './read-atomic.ts';
import { readCommitted } from './read-committed.ts';
import { rwRegister } from './rw-register.ts';

/** What judges transactions by a consistency model of choice. */
export const isolationCheckers: readonly Checker<TransactionOptions>[] = [listAppend, rwRegister];

/** What decides a weak model: weakest first. */
export const weakCheckers: readonly Checker[] = [readCommitted, readAtomic, causalConsistency];

/** Everything that a history of transactions can be judged by. */
export const transactionCheckers: readonly Checker<TransactionOptions>[] = [...isolationCheckers, ...weakCheckers];
