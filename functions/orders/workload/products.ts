/** A product that customers order. */
export interface Product {
  readonly sku: string;
  readonly unitPriceCents: number;
  /** Pieces in stock before the first order. */
  readonly initial: number;
}

const PLENTY = 100_000;

/** Products that never run out during a run, so that only an order's own content decides whether it is refused. */
export const products: readonly Product[] = [
  { sku: 'SKU-ANCHOR', unitPriceCents: 12_900, initial: PLENTY },
  { sku: 'SKU-BEACON', unitPriceCents: 8_450, initial: PLENTY },
  { sku: 'SKU-COMPASS', unitPriceCents: 3_999, initial: PLENTY },
  { sku: 'SKU-DINGHY', unitPriceCents: 159_000, initial: PLENTY },
  { sku: 'SKU-FENDER', unitPriceCents: 1_850, initial: PLENTY },
  { sku: 'SKU-LANTERN', unitPriceCents: 2_499, initial: PLENTY },
  { sku: 'SKU-ROPE', unitPriceCents: 999, initial: PLENTY },
  { sku: 'SKU-SEXTANT', unitPriceCents: 24_990, initial: PLENTY },
];

/** A product that is always sold out. */
export const soldOut: Product = { sku: 'SKU-NONE', unitPriceCents: 500, initial: 0 };
