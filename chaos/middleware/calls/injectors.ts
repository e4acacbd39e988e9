import { batchEntryFailuresInjector } from './batch-entry-failures.ts';
import { callDelayInjector } from './call-delay.ts';
import { connectionResetInjector } from './connection-reset.ts';
import { crashAtCallInjector } from './crash-at-call.ts';
import type { CallInjector } from './injector.ts';
import { lostAcknowledgementInjector } from './lost-acknowledgement.ts';
import { serverErrorInjector } from './server-error.ts';
import { staleReadInjector } from './stale-read.ts';
import { throttleInjector } from './throttle.ts';
import { transactionCanceledInjector } from './transaction-canceled.ts';
import { unprocessedItemsInjector } from './unprocessed-items.ts';
import { unreachableInjector } from './unreachable.ts';

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
