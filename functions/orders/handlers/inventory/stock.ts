import type { TransactItem } from '../../../shared/aws/transact-item.ts';

/** A quantity of one article. */
export interface StockLine {
  readonly sku: string;
  readonly quantity: number;
}

/** The lines of an order, one a SKU: a transaction may touch an item only once. */
export function perSku(lines: readonly StockLine[]): StockLine[] {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
}

/** The write that takes a quantity from the stock; it fails if there is too little, or no such article. */
export function take(table: string, { sku, quantity }: StockLine): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: { sku },
      UpdateExpression: 'SET available = available - :quantity',
      ConditionExpression: 'available >= :quantity',
      ExpressionAttributeValues: { ':quantity': quantity },
    },
  };
}

/** The write that puts a quantity back. */
export function putBack(table: string, { sku, quantity }: StockLine): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: { sku },
      UpdateExpression: 'SET available = available + :quantity',
      ExpressionAttributeValues: { ':quantity': quantity },
    },
  };
}
