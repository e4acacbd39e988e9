import { batchItemFailures } from '../../faults/records/batch-item-failures.ts';
import { isBatchResponse } from '../batch.ts';
import type { Injector } from '../injector.ts';
import { recordStrikesOf } from '../strikes.ts';

const NOT_PARTIAL =
  'the answer of the handler has no batchItemFailures, so no single message can be reported as failed';

/** Reports messages as failed that were handled. */
export const injectBatchItemFailures: Injector = async (moment) => {
  if (moment.when !== 'after') return undefined;
  const impossible = isBatchResponse(moment.request.response) ? undefined : NOT_PARTIAL;
  for (const { record } of recordStrikesOf(batchItemFailures, moment, impossible)) {
    moment.batch.unacknowledged.add(record.messageId);
  }
  return undefined;
};
