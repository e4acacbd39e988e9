import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';

describe('smoke', () => {
  it('works', () => {
    expect(z.number().parse(1)).toBe(1);
    fc.assert(fc.property(fc.integer(), (n) => Number.isInteger(n)));
    expect(import.meta.dirname).toContain('tidy');
  });
});
