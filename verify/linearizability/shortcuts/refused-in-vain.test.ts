import { describe, expect, it } from '@jest/globals';
import type { Call } from '../calls/call.ts';
import { never } from '../calls/model.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { modelOf } from '../testing/live-object.ts';
import { callsOf, type Told } from '../testing/told-calls.ts';
import { judgeDistinctWrites } from './distinct-writes.ts';

const model = modelOf('cas-register');

describe('a refused compare-and-set that found another value while nothing can have replaced its own', () => {
  /** 1 is written and seen, and a compare-and-set does not find it. */
  const vain: readonly Told[] = [
    ['write', 10, 13, 1],
    ['read', 11, 12, undefined, 1],
    ['cas', 14, 15, [1, 2], false],
  ];

  it.each<[what: string, more: readonly Told[]]>([
    ['nothing else', []],
    ['a read that never returned', [['read', 0, never]]],
    ['a compare-and-set that expected what nobody wrote', [['cas', 0, 1, [7, 3], false]]],
    [
      'one that expected what was written later, and perhaps never',
      [
        ['cas', 0, 1, [7, 3], false],
        ['write', 16, never, 7],
      ],
    ],
    [
      'a write that never returned, and that was seen before',
      [
        ['write', 0, never, 9],
        ['read', 1, 2, undefined, 9],
      ],
    ],
  ])('is broken beside %s', (_, more) => {
    const calls = callsOf([...more, ...vain]).sort((a, b) => a.call - b.call);
    const answered = calls.filter(({ f, returned }) => returned || f !== 'read');
    expect(isLinearizable(answered, model)).toBe(false);
    expect(model.shortcut?.(calls)).toMatchObject({ valid: false });
  });

  it.each<[what: string, told: readonly Told[]]>([
    [
      'one that began later and is seen later',
      [
        ['write', 0, 5, 1],
        ['write', 1, 4, 2],
        ['read', 3, 7, undefined, 1],
        ['cas', 8, 9, [1, 5], false],
      ],
    ],
    [
      'one of three, of which the last one to return is its own',
      [
        ['write', 0, 8, 1],
        ['write', 1, 7, 2],
        ['write', 2, 4, 3],
        ['read', 6, 9, undefined, 1],
        ['cas', 10, 11, [1, 5], false],
      ],
    ],
  ])('is not, where another value can have replaced it: %s', (_, told) => {
    const calls = callsOf(told);
    expect(isLinearizable(calls, model)).toBe(true);
    expect(model.shortcut?.(calls)).toEqual({ valid: true });
  });
});

describe('a refused compare-and-set that fits the first order', () => {
  /** A model of which nobody asks anything. */
  const words = {
    read: 'read',
    write: 'write',
    initial: null,
    asRead: (written: unknown) => written,
    swap: {
      f: 'cas',
      model: {
        ...model,
        step() {
          throw new Error('a search began');
        },
      },
    },
  };
  const judge = (calls: readonly Call[]) => judgeDistinctWrites(calls, words);

  it.each<[what: string, told: readonly Told[]]>([
    [
      'as its value is written later',
      [
        ['cas', 0, 2, [1, 5], false],
        ['write', 1, 9, 1],
      ],
    ],
    [
      'as its value is replaced before it returns',
      [
        ['write', 0, 1, 1],
        ['cas', 2, 5, [1, 5], false],
        ['write', 3, 4, 2],
      ],
    ],
    [
      'as nobody wrote its value',
      [
        ['write', 0, 1, 1],
        ['cas', 2, 3, [7, 5], false],
      ],
    ],
    [
      'as nobody saw its value, of which the write never returned',
      [
        ['write', 0, never, 1],
        ['cas', 2, 3, [1, 5], false],
      ],
    ],
  ])('is right without a search: %s', (_, told) => {
    const calls = callsOf(told);
    expect(isLinearizable(calls, model)).toBe(true);
    expect(judge(calls)).toEqual({ valid: true });
  });
});
