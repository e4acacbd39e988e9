import { apiError } from './api-error.ts';
import { apiLatency } from './api-latency.ts';
import { apiLostAcknowledgement } from './api-lost-acknowledgement.ts';
import { batchEntryFailures } from './batch-entry-failures.ts';
import { batchItemFailures } from './batch-item-failures.ts';
import { callDelay } from './call-delay.ts';
import { clockSkew } from './clock-skew.ts';
import { connectionReset } from './connection-reset.ts';
import { cpuBurn } from './cpu-burn.ts';
import { crash } from './crash.ts';
import { crashAtCall } from './crash-at-call.ts';
import { delay } from './delay.ts';
import { delayedDelivery } from './delayed-delivery.ts';
import { diskFull } from './disk-full.ts';
import { drop } from './drop.ts';
import { duplicate } from './duplicate.ts';
import { error } from './error.ts';
import { eventSourceMapping } from './event-source-mapping.ts';
import type { Fault } from './fault.ts';
import { functionConfiguration } from './function-configuration.ts';
import { httpResponse } from './http-response.ts';
import { killEnvironment } from './kill-environment.ts';
import { lostAcknowledgement } from './lost-acknowledgement.ts';
import { pauseEnvironment } from './pause-environment.ts';
import { poison } from './poison.ts';
import { queueAttributes } from './queue-attributes.ts';
import { reorder } from './reorder.ts';
import { reservedConcurrency } from './reserved-concurrency.ts';
import { responseCorruption } from './response-corruption.ts';
import { serverError } from './server-error.ts';
import { slowEnvironment } from './slow-environment.ts';
import { staleRead } from './stale-read.ts';
import { stopDynamodb } from './stop-dynamodb.ts';
import { tableCapacity } from './table-capacity.ts';
import { throttle } from './throttle.ts';
import { timeout } from './timeout.ts';
import { transactionCanceled } from './transaction-canceled.ts';
import { unprocessedItems } from './unprocessed-items.ts';
import { unreachable } from './unreachable.ts';
import { visibilityTimeout } from './visibility-timeout.ts';

/**
 * Every fault there is. Rules, experiments, the chaos lambdas and `docs/faults.md` are derived from this list: a new fault
 * is a file of its own and a line here.
 */
export const catalogue = [
  // function
  delay,
  error,
  httpResponse,
  responseCorruption,
  timeout,
  crash,
  diskFull,
  cpuBurn,
  // record
  duplicate,
  delayedDelivery,
  reorder,
  poison,
  drop,
  batchItemFailures,
  visibilityTimeout,
  // call
  callDelay,
  throttle,
  serverError,
  connectionReset,
  lostAcknowledgement,
  unprocessedItems,
  batchEntryFailures,
  transactionCanceled,
  staleRead,
  unreachable,
  crashAtCall,
  // setting
  reservedConcurrency,
  eventSourceMapping,
  queueAttributes,
  tableCapacity,
  functionConfiguration,
  // cloud
  apiError,
  apiLatency,
  apiLostAcknowledgement,
  // environment
  killEnvironment,
  pauseEnvironment,
  slowEnvironment,
  clockSkew,
  stopDynamodb,
] as const satisfies readonly Fault[];

export type CataloguedFault = (typeof catalogue)[number];
