import type { Checker } from '../../verdict/checker.ts';
import { bank } from './bank.ts';
import { causalOrder } from './causal-order.ts';
import { causalReverse } from './causal-reverse.ts';
import { counterBounds } from './counter-bounds.ts';
import { eachSucceeds } from './each-succeeds.ts';
import { finalSet } from './final-set.ts';
import { growingSet } from './growing-set.ts';
import { kafka } from './kafka/kafka.ts';
import { longFork } from './long-fork.ts';
import { predicateInserts } from './predicate-inserts.ts';
import { sequentialInserts } from './sequential-inserts.ts';
import { totalQueue } from './total-queue.ts';
import { uniqueIds } from './unique-ids.ts';

/** The workloads of Jepsen that have a checker of their own. */
export const workloadCheckers: readonly Checker[] = [
  uniqueIds,
  bank,
  predicateInserts,
  causalReverse,
  causalOrder,
  sequentialInserts,
  longFork,
  counterBounds,
  finalSet,
  growingSet,
  totalQueue,
  kafka,
  eachSucceeds,
];
