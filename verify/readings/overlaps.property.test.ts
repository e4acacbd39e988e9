import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../testing/every-side.ts';
import type { Hold } from './message.ts';
import { overlaps, surelyOverlap } from './overlaps.ts';

/** Of a time and an event each: the receive was somewhere from `first` to `index`, and what it got was held so long. */
interface Receive {
  readonly first: number;
  readonly index: number;
  readonly visibility: number;
}

const receives = fc
  .array(fc.record({ earlier: fc.nat(6), gap: fc.nat(3), visibility: fc.nat(9) }), { maxLength: 6 })
  .map((drawn): Receive[] => {
    let index = 0;
    return drawn.map(({ earlier, gap, visibility }) => {
      index += 1 + gap;
      return { index, first: Math.max(0, index - earlier) + (earlier === 0 ? 0 : 0.5), visibility };
    });
  });

function holdOf({ first, index, visibility }: Receive): Hold {
  return { first, index, startBy: index, end: first + visibility } as Hold;
}

/** Whether at none of their moments one came when the other was held no longer. */
function always(one: Receive, other: Receive): boolean {
  const moments = ({ index }: Receive) => Array.from({ length: 13 }, (_, n) => index - n / 2);
  const may = (receive: Receive) => moments(receive).filter((at) => at >= receive.first);
  return may(one).every((a) => may(other).every((b) => (a <= b ? b < a + one.visibility : a < b + other.visibility)));
}

describe('overlaps of receives', () => {
  it('are those that no choice of moments undoes', () => {
    assertEverySide(receives, { some: 100, none: 100 }, 500, (drawn, see) => {
      const holds = drawn.map(holdOf);
      const expected = drawn.flatMap((other, n) => (drawn.slice(0, n).some((one) => always(one, other)) ? [n] : []));
      const found = [...overlaps(holds)];
      expect(found.map(({ other }) => holds.indexOf(other))).toEqual(expected);
      for (const { one, other } of found)
        expect([surelyOverlap(one, other), surelyOverlap(other, one)]).toEqual([true, true]);
      see(expected.length > 0 ? 'some' : 'none');
    });
  });

  it('are found behind a receive that may have come before', () => {
    const holds = [
      { first: 1, index: 1, visibility: 100 },
      { first: 0, index: 50, visibility: 0.5 },
      { first: 60, index: 60, visibility: 1 },
    ].map(holdOf);
    expect([...overlaps(holds)].map(({ one, other }) => [one.index, other.index])).toEqual([[1, 60]]);
    expect([...overlaps(holds, ({ index }) => index === 1)]).toEqual([]);
  });
});
