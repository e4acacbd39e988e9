import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from './every-side.ts';

const below = (least: number) => fc.integer({ min: 0, max: least - 1 });

describe('assertEverySide', () => {
  it('draws as often as it was asked to, and then until the rarest side was seen', () => {
    let drawn = 0;
    const seen = assertEverySide(below(20), { rare: 20, other: 1 }, 100, (value, see) => {
      drawn += 1;
      see(value === 19 ? 'rare' : 'other');
    });
    expect(seen.rare >= 20 && seen.rare + seen.other === drawn && drawn % 100 === 0).toBe(true);
  });

  it('fails where a side is never drawn, and says what was', () => {
    const never = () => assertEverySide(below(9), { never: 1 }, 10, () => undefined);
    expect(never).toThrow('Sides too rare in 500 values: seen {"never":0}, wanted {"never":1}.');
  });

  it('fails where the property does not hold, however often its sides were seen', () => {
    const broken = () =>
      assertEverySide(below(9), { any: 1 }, 100, (value, see) => {
        see('any');
        expect(value).toBeLessThan(8);
      });
    expect(broken).toThrow('Property failed');
  });
});
