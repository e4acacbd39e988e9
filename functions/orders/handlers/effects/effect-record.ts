import type { TransactItem } from '../../../shared/aws/transact-item.ts';
import type { Outcome } from '../../../shared/saga/saga.ts';

/** What a service has done, or refused to do, for an order: written once, never changed. `at` in epoch milliseconds. */
export interface EffectRecord {
  readonly orderId: string;
  readonly effect: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly at: number;
  readonly [detail: string]: unknown;
}

/** The write of an effect's record that loses against an earlier one and answers it. */
export function putOnce(table: string, record: EffectRecord): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: record,
      ConditionExpression: 'attribute_not_exists(orderId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}
