import { describe, expect, it } from '@jest/globals';
import type { Call } from '../calls/call.ts';
import { layOut } from '../shortcuts/windows.ts';
import { prefixOfShortcut } from './shortcut-prefix.ts';

const many = 2000;
const calls = Array.from({ length: many }, (_, n): Call => {
  return { f: 'read', input: undefined, output: n, returned: true, call: 2 * n, return: 2 * n + 1 };
});
const partition = layOut(calls);

/** Where the call of a place breaks everything from its return on, and others are shown. */
function found(place: number, shown: (seen: readonly Call[]) => readonly Call[]) {
  let asked = 0;
  const returns = prefixOfShortcut(
    partition,
    shown(calls),
    (seen) => {
      asked += 1;
      return seen[place]?.returned === true ? { valid: false, what: 'it is', calls: shown(seen) } : { valid: true };
    },
    () => false,
  );
  return { returns, asked };
}

describe('the prefix that a shortcut leaves', () => {
  const places = [0, 1, 2, 777, many - 2, many - 1];

  it.each(places)('ends before the call that broke it, and is found at once where that is shown: %d', (place) => {
    const { returns, asked } = found(place, () => [calls[place] as Call, calls[0] as Call]);
    expect(returns).toBe(place);
    expect(asked).toBeLessThanOrEqual(2);
  });

  it.each(places)('is found by halves where something else is shown: %d', (place) => {
    for (const other of [0, many - 1]) {
      const { returns, asked } = found(place, () => [calls[other] as Call]);
      expect(returns).toBe(place);
      expect(asked).toBeLessThanOrEqual(5 + Math.ceil(Math.log2(many)));
    }
    // What never returned.
    expect(found(place, (seen) => [{ ...(seen[0] as Call), return: 2 ** 31 }]).returns).toBe(place);
  });

  it('is found soon where each look shows what came a little earlier', () => {
    const { returns, asked } = found(100, (seen) => [seen[Math.max(100, seen.length - 600)] as Call]);
    expect(returns).toBe(100);
    expect(asked).toBeLessThanOrEqual(6);
  });

  it('is not known when time is over, or where the shortcut says nothing', () => {
    const broken = { valid: false as const, what: 'it is', calls };
    expect(
      prefixOfShortcut(
        partition,
        calls,
        () => broken,
        () => true,
      ),
    ).toBeUndefined();
    expect(
      prefixOfShortcut(
        partition,
        calls,
        () => undefined,
        () => false,
      ),
    ).toBeUndefined();
  });
});
