import type { TransactItem } from '../../../../../shared/aws/transact-item.ts';
import { perSku, putBack, type StockLine } from '../../../../handlers/inventory/stock.ts';

export { perSku, putBack };

/** Broken: takes whatever is asked for, also what is not there. */
export function take(table: string, { sku, quantity }: StockLine): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: { sku },
      UpdateExpression:
        'SET available = if_not_exists(available, :none) - :quantity, #initial = if_not_exists(#initial, :none)',
      ExpressionAttributeNames: { '#initial': 'initial' },
      ExpressionAttributeValues: { ':quantity': quantity, ':none': 0 },
    },
  };
}
