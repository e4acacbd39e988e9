import { batchEntryFailures } from './calls/batch-entry-failures.ts';
import { callDelay } from './calls/call-delay.ts';
import { connectionReset } from './calls/connection-reset.ts';
import { crashAtCall } from './calls/crash-at-call.ts';
import { lostAcknowledgement } from './calls/lost-acknowledgement.ts';
import { serverError } from './calls/server-error.ts';
import { staleRead } from './calls/stale-read.ts';
import { throttle } from './calls/throttle.ts';
import { transactionCanceled } from './calls/transaction-canceled.ts';
import { unprocessedItems } from './calls/unprocessed-items.ts';
import { unreachable } from './calls/unreachable.ts';
import { apiError } from './cloud/api-error.ts';
import { apiLatency } from './cloud/api-latency.ts';
import { apiLostAcknowledgement } from './cloud/api-lost-acknowledgement.ts';
import { clockSkew } from './environments/clock-skew.ts';
import { killEnvironment } from './environments/kill-environment.ts';
import { pauseEnvironment } from './environments/pause-environment.ts';
import { slowEnvironment } from './environments/slow-environment.ts';
import { stopDynamodb } from './environments/stop-dynamodb.ts';
import type { Fault } from './fault.ts';
import { cpuBurn } from './functions/cpu-burn.ts';
import { crash } from './functions/crash.ts';
import { delay } from './functions/delay.ts';
import { diskFull } from './functions/disk-full.ts';
import { error } from './functions/error.ts';
import { httpResponse } from './functions/http-response.ts';
import { responseCorruption } from './functions/response-corruption.ts';
import { timeout } from './functions/timeout.ts';
import { batchItemFailures } from './records/batch-item-failures.ts';
import { delayedDelivery } from './records/delayed-delivery.ts';
import { drop } from './records/drop.ts';
import { duplicate } from './records/duplicate.ts';
import { poison } from './records/poison.ts';
import { reorder } from './records/reorder.ts';
import { visibilityTimeout } from './records/visibility-timeout.ts';
import { eventSourceMapping } from './settings/event-source-mapping.ts';
import { functionConfiguration } from './settings/function-configuration.ts';
import { queueAttributes } from './settings/queue-attributes.ts';
import { reservedConcurrency } from './settings/reserved-concurrency.ts';
import { tableCapacity } from './settings/table-capacity.ts';

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
