import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plannedOrder } from './planned-order.ts';

const seed = fc.integer({ min: 0, max: 2 ** 31 });
const number = fc.integer({ min: 1, max: 100_000 });

describe('planned orders', () => {
  it('depend on the seed and their number alone', () => {
    fc.assert(
      fc.property(seed, number, (s, n) => expect(plannedOrder(s, n, 'shop')).toEqual(plannedOrder(s, n, 'shop'))),
    );
  });

  it('cost what their items cost, and carry exactly the content that explains their outcome', () => {
    fc.assert(
      fc.property(seed, number, (s, n) => {
        const { body, totalCents, expected } = plannedOrder(s, n, 'shop');
        expect(totalCents).toBe(body.items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0));
        expect(new Set(body.items.map(({ sku }) => sku)).size).toBe(body.items.length);
        expect(body.card === 'tok_declined').toBe(expected === 'card-declined');
        expect(body.items.some(({ sku }) => sku === 'SKU-NONE')).toBe(expected === 'out-of-stock');
        expect(body.address.country === 'ZZ').toBe(expected === 'invalid-address');
      }),
    );
  });

  it('are refused and repeated in their shares, with keys of their own', () => {
    fc.assert(
      fc.property(seed, (s) => {
        const orders = Array.from({ length: 5_000 }, (_, index) => plannedOrder(s, index + 1, 'shop'));
        const share = (hit: (order: (typeof orders)[number]) => boolean) => orders.filter(hit).length / orders.length;
        expect(share(({ expected }) => expected !== 'confirmed')).toBeCloseTo(0.15, 1);
        expect(share(({ repeat }) => repeat !== 'never')).toBeCloseTo(0.1, 1);
        expect(new Set(orders.map(({ key }) => key)).size).toBe(5_000);
      }),
      { numRuns: 10 },
    );
  });
});
