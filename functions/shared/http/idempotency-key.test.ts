import { describe, expect, it } from '@jest/globals';
import { idempotencyKeyOf } from './idempotency-key.ts';

describe('the idempotency key', () => {
  it('is found whatever the case of the header', () => {
    expect(idempotencyKeyOf({ headers: { 'idempotency-KEY': 'k-1' } })).toBe('k-1');
  });

  it.each([[''], ['with space'], ['ä'], ['x'.repeat(129)]])('is refused if it is "%s"', (key) => {
    const asked = () => idempotencyKeyOf({ headers: { 'Idempotency-Key': key } });
    expect(asked).toThrow(expect.objectContaining({ name: 'Problem', status: 400 }));
  });
});
