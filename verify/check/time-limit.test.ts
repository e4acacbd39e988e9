import { describe, expect, it } from '@jest/globals';
import { within } from './time-limit.ts';

describe('within', () => {
  it('returns what was done in time, and throws what was thrown', () => {
    expect(within(Number.POSITIVE_INFINITY, () => 7)).toBe(7);
    const broken = () => {
      throw new TypeError('broken');
    };
    expect(() => within(60_000, broken)).toThrow(TypeError);
  });

  it('stops what never ends, though it catches everything', () => {
    const endless = () => {
      for (;;) {
        try {
          for (;;);
        } catch {}
      }
    };
    expect(within(20, endless)).toBeUndefined();
  });
});
