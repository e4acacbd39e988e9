import { fraction } from '../../../kernel/fraction.ts';
import type { Operation } from '../../../system/workload.ts';
import { products, soldOut } from './products.ts';

/** What an order's content asks for. */
export type Expected = 'confirmed' | 'card-declined' | 'out-of-stock' | 'invalid-address';

/** How a customer repeats an order with the same idempotency key: not at all, after the answer, or at the same moment. */
export type Repeat = 'never' | 'afterwards' | 'at-once';

/** An order and how its customer asks for it; its key is the idempotency key. */
export interface PlannedOrder extends Operation {
  readonly body: {
    readonly customer: string;
    readonly items: readonly { sku: string; quantity: number; unitPriceCents: number }[];
    readonly card: string;
    readonly address: { name: string; street: string; city: string; country: string };
  };
  readonly totalCents: number;
  readonly expected: Expected;
  readonly repeat: Repeat;
}

/** Shares of a run's orders; the rest is confirmed and sent once. */
const REFUSED_EACH = 0.05;
const REPEATED_EACH = 0.05;

/**
 * The order with this number: the same for the same seed, whoever sends it and in whatever order. Pure.
 * @param keyPrefix begins the idempotency keys: the same seed under another prefix places the same orders anew
 */
export function plannedOrder(seed: number, number: number, keyPrefix: string): PlannedOrder {
  const draw = (what: string) => fraction(`${seed}/${number}/${what}`);
  const pick = <Item>(what: string, items: readonly Item[]) => items[Math.floor(draw(what) * items.length)] as Item;

  const expected = among(draw('refusal'), REFUSED_EACH, ['card-declined', 'out-of-stock', 'invalid-address'] as const);
  const first = Math.floor(draw('first product') * products.length);
  const items = Array.from({ length: 1 + Math.floor(draw('lines') * 3) }, (_, line) => {
    const { sku, unitPriceCents } = products[(first + line) % products.length] as (typeof products)[number];
    return { sku, quantity: 1 + Math.floor(draw(`quantity ${line}`) * 3), unitPriceCents };
  });
  if (expected === 'out-of-stock')
    items.push({ sku: soldOut.sku, quantity: 1, unitPriceCents: soldOut.unitPriceCents });

  return {
    number,
    key: `${keyPrefix}-${number}`,
    body: {
      customer: `customer-${1 + Math.floor(draw('customer') * 50)}`,
      items,
      card: expected === 'card-declined' ? 'tok_declined' : 'tok_visa',
      address: {
        name: pick('name', ['Ada Lovelace', 'Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov', 'Leslie Lamport']),
        street: `${1 + Math.floor(draw('house') * 99)} Harbour Road`,
        city: pick('city', ['Bergen', 'Genoa', 'Lisbon', 'Rostock', 'Valletta']),
        country: expected === 'invalid-address' ? 'ZZ' : pick('country', ['DE', 'IT', 'MT', 'NO', 'PT']),
      },
    },
    totalCents: items.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0),
    expected: expected ?? 'confirmed',
    repeat: among(draw('repeat'), REPEATED_EACH, ['afterwards', 'at-once'] as const) ?? 'never',
  };
}

/** The choice whose slice of the given share holds the draw; undefined past the last. */
function among<Choice>(drawn: number, share: number, choices: readonly Choice[]): Choice | undefined {
  return choices[Math.floor(drawn / share)];
}
