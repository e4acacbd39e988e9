import { duplicate } from '../../faults/records/duplicate.ts';
import type { Injector } from '../injector.ts';
import { recordStrikesOf } from '../strikes.ts';
import type { SetVisibility } from './hold-back.ts';

/**
 * Lets SQS itself deliver a message again: its visibility ends while the handler has it, and it is not acknowledged either.
 * Should the first fail, the second still brings the message back, after its whole visibility timeout.
 */
export function duplicateInjector(setVisibility: SetVisibility): Injector {
  return async (moment) => {
    if (moment.when !== 'before') return undefined;
    const records = recordStrikesOf(duplicate, moment).map(({ record }) => record);
    for (const { messageId } of records) moment.batch.unacknowledged.add(messageId);
    await Promise.allSettled(records.map((record) => setVisibility(record, 0)));
    return undefined;
  };
}
