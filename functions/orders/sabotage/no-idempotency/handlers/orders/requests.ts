import type { TransactItem } from '../../../../../shared/aws/transact-item.ts';
import { type RequestRecord, requestRecord } from '../../../../handlers/orders/requests.ts';

export { requestRecord };

/** Broken: every request owns its key, so that a repeated one places a second order. */
export function claimKey(table: string, record: RequestRecord): TransactItem {
  return { Put: { TableName: table, Item: record } };
}
