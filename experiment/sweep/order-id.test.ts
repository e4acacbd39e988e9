import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderIdOf as orderIdOfTheSystem } from '../../functions/orders/order-id.ts';
import { orderIdOf } from './order-id.ts';

describe('the id of an order', () => {
  it('is known before the order is placed', () => {
    fc.assert(fc.property(fc.string(), (key) => expect(orderIdOf(key)).toBe(orderIdOfTheSystem(key))));
  });
});
