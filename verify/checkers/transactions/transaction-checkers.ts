import type { Checker } from '../../verdict/checker.ts';
import type { TransactionOptions } from './consistency/judge-graph.ts';
import { listAppend } from './list-append/list-append.ts';
import { rwRegister } from './rw-register/rw-register.ts';
import { causalConsistency } from './weak/causal-consistency.ts';
import { readAtomic } from './weak/read-atomic.ts';
import { readCommitted } from './weak/read-committed.ts';

/** What judges transactions by a consistency model of choice. */
export const isolationCheckers: readonly Checker<TransactionOptions>[] = [listAppend, rwRegister];

/** What decides a weak model: weakest first. */
export const weakCheckers: readonly Checker[] = [readCommitted, readAtomic, causalConsistency];

/** Everything that a history of transactions can be judged by. */
export const transactionCheckers: readonly Checker<TransactionOptions>[] = [...isolationCheckers, ...weakCheckers];
