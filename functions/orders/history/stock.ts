import { type Happening, say } from '../../../system/happening.ts';
import type { StockItem } from './records.ts';

/** What is left of each product, as found at `observedAt`. */
export function stockHappenings(stock: readonly StockItem[], observedAt: number): Happening[] {
  return stock.map(({ sku, initial, available }) =>
    say('resource', { initial, available }, { process: 'observer', key: sku, at: observedAt }),
  );
}
