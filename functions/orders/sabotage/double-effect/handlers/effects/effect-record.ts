import type { TransactItem } from '../../../../../shared/aws/transact-item.ts';
import type { EffectRecord } from '../../../../handlers/effects/effect-record.ts';

/** Broken: overwrites an earlier record, so that a redelivered command has its effect again. */
export function putOnce(table: string, record: EffectRecord): TransactItem {
  return { Put: { TableName: table, Item: record } };
}
