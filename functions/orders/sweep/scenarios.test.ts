import { describe, expect, it } from '@jest/globals';
import { orderOf, scenarios } from './scenarios.ts';

describe('the orders of a sweep', () => {
  it.each(scenarios)('are of their kind, each under its own key: $name', (scenario) => {
    const orders = [7, 8].map((number) => orderOf(scenario, number, { seed: 3, keyPrefix: 'shop' }));
    expect(orders).toMatchObject([
      { number: 7, key: 'shop-7', expected: scenario.expected, repeat: 'never' },
      { number: 8, key: 'shop-8', expected: scenario.expected, repeat: 'never' },
    ]);
  });
});
