import type { Checker } from '../checker.ts';
import type { TransactionOptions } from './judge-graph.ts';
import { listAppend } from './list-append.ts';
import { rwRegister } from './rw-register.ts';

/** Everything that a history of transactions can be judged by. */
export const transactionCheckers: readonly Checker<TransactionOptions>[] = [listAppend, rwRegister];
