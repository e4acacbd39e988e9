import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderIdOf } from './order-id.ts';

describe('the id of an order', () => {
  it('is a UUID of version 8 that follows from the key alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, other) => {
        expect(orderIdOf(key)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(orderIdOf(key) === orderIdOf(other)).toBe(key === other);
      }),
    );
  });
});
