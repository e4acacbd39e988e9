import { describe, expect, it } from '@jest/globals';
import { orderOf, scenarios } from './scenarios.ts';

describe('the orders of a sweep', () => {
  it.each(scenarios)('are of their kind, each under its own key: $name', (scenario) => {
    const orders = [7, 8].map((number) => orderOf(scenario, number, { seed: 3, shop: 'shop' }));
    expect(orders).toMatchObject([
      { number: 7, idempotencyKey: 'shop-7', expected: scenario.expected, repeat: 'never' },
      { number: 8, idempotencyKey: 'shop-8', expected: scenario.expected, repeat: 'never' },
    ]);
  });
});
