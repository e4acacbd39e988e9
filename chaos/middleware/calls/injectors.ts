import { batchEntryFailuresInjector } from './faults/batch-entry-failures.ts';
import { callDelayInjector } from './faults/call-delay.ts';
import { connectionResetInjector } from './faults/connection-reset.ts';
import { crashAtCallInjector } from './faults/crash-at-call.ts';
import { lostAcknowledgementInjector } from './faults/lost-acknowledgement.ts';
import { serverErrorInjector } from './faults/server-error.ts';
import { staleReadInjector } from './faults/stale-read.ts';
import { throttleInjector } from './faults/throttle.ts';
import { transactionCanceledInjector } from './faults/transaction-canceled.ts';
import { unprocessedItemsInjector } from './faults/unprocessed-items.ts';
import { unreachableInjector } from './faults/unreachable.ts';
import type { CallInjector } from './injector.ts';

/**
 * From the caller to the service: first what ends the caller, then what the way there does to a call, then what the service refuses, then what it does
 * in part, at last what becomes of its answer. What an outer one answers, no inner one sees: a refused call loses no answer.
 */
export const injectors: readonly CallInjector[] = [
  crashAtCallInjector,
  callDelayInjector,
  unreachableInjector,
  connectionResetInjector,
  throttleInjector,
  serverErrorInjector,
  transactionCanceledInjector,
  staleReadInjector,
  unprocessedItemsInjector,
  batchEntryFailuresInjector,
  lostAcknowledgementInjector,
];

/** The faults that can act on a call. */
export const callFaults: ReadonlySet<string> = new Set(injectors.map(({ fault }) => fault));
