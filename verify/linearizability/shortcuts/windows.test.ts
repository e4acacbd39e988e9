import { describe, expect, it } from '@jest/globals';
import type { Call } from '../calls/call.ts';
import { never } from '../calls/model.ts';
import { Search } from '../search/search.ts';
import { modelOf } from '../testing/live-object.ts';
import { callsOf, type Told } from '../testing/told-calls.ts';
import { judgeDistinctWrites } from './distinct-writes.ts';
import { layOut } from './windows.ts';

const model = modelOf('cas-register');

/** What a search of all orders says. */
function searched(calls: readonly Call[]): boolean | 'unknown' {
  return new Search(model).run(layOut(calls), { outOfTime: () => false, bytes: 1 << 24 }).valid;
}

/** The same once more, later and with other values. */
function twice(told: readonly Told[]): Told[] {
  const later = (event: number) => (event === never ? never : event + 1000);
  const other = (value: unknown) => (typeof value === 'number' ? value + 1000 : value);
  return [
    ...told,
    ...told.map(([f, from, until, input, ...output]): Told => {
      return [f, later(from), later(until), Array.isArray(input) ? input.map(other) : other(input), ...output];
    }),
  ];
}

/** 1 is seen late, which only a write can have replaced by then that began before `between` others. */
function farApart(between: number): Told[] {
  const writes = Array.from({ length: between }, (_, n): Told => ['write', 10 + 2 * n, 11 + 2 * n, 100 + n]);
  const end = 12 + 2 * between;
  return [
    ['write', 0, end + 3, 2],
    ['write', 1, end + 1, 1],
    ...writes,
    ['read', end, end + 6, undefined, 1],
    ['cas', end + 4, end + 5, [1, 3], false],
  ];
}

/** Two writes that never returned must each have come between, and nothing shows which. */
const twoLost: readonly Told[] = [
  ['write', 0, never, 1],
  ['write', 1, never, 2],
  ['write', 2, 4, 3],
  ['write', 3, 5, 4],
  ['cas', 6, 7, [4, 105], false],
  ['write', 8, 10, 7],
  ['write', 9, 11, 8],
  ['write', 12, 13, 11],
  ['write', 14, 15, 12],
  ['write', 16, 17, 14],
  ['write', 18, 19, 15],
  ['write', 20, 21, 16],
  ['cas', 22, 23, [16, 120], false],
  ['write', 24, 25, 24],
  ['cas', 26, 27, [24, 126], false],
];

describe('windows', () => {
  it.each<[what: string, told: readonly Told[]]>([
    [
      'one begins where another one grew',
      [
        ['write', 0, never, 3],
        ['write', 1, 3, 6],
        ['write', 2, 6, 7],
        ['cas', 4, 5, [7, 108], false],
        ['write', 7, 10, 20],
        ['write', 8, 12, 21],
        ['write', 9, 13, 22],
        ['write', 11, 16, 23],
        ['write', 14, 17, 24],
        ['write', 15, 19, 25],
        ['write', 18, 20, 27],
        ['cas', 21, 23, [25, 128], false],
        ['cas', 22, 24, [27, 129], false],
      ],
    ],
    [
      'two that overlap have an order together',
      [
        ['write', 0, never, 8],
        ['write', 1, 8, 9],
        ['write', 2, 7, 11],
        ['write', 3, 4, 7],
        ['write', 5, 10, 13],
        ['write', 6, 13, 15],
        ['cas', 9, 11, [15, 116], false],
        ['write', 12, 15, 23],
        ['cas', 14, 17, [15, 125], false],
        ['cas', 16, 18, [23, 126], false],
      ],
    ],
    [
      'the last write is another one',
      [
        ['write', 0, 3, 0],
        ['write', 1, 5, 1],
        ['write', 2, 6, 2],
        ['write', 4, 11, 4],
        ['write', 7, 9, 3],
        ['write', 8, 12, 5],
        ['write', 10, 13, 6],
        ['cas', 14, 17, [5, 107], false],
        ['cas', 15, 18, [6, 108], false],
        ['cas', 16, 19, [6, 109], false],
      ],
    ],
    ['a search finds what a descent does not', twoLost],
    ['two searches are needed', twice(twoLost)],
    ['what fits is forty places away', farApart(40)],
  ])('are ordered anew where %s', (_, told) => {
    const calls = callsOf(told).sort((a, b) => a.call - b.call);
    expect(searched(calls)).toBe(true);
    expect(model.shortcut?.(calls)).toEqual({ valid: true });
  });

  it('are tried with bounded work for each call where there is no order', () => {
    const calls = callsOf([
      ['cas', 0, never, [6, 7]],
      ['write', 1, 2, 8],
      ['write', 3, 8, 18],
      ['write', 4, 7, 20],
      ['write', 5, 9, 23],
      ['write', 6, 10, 22],
      ['read', 11, 14, undefined, 23],
      ['cas', 12, 13, [23, 126], false],
    ]);
    let steps = 0;
    const step: typeof model.step = (...asked) => {
      steps += 1;
      return model.step(...asked);
    };
    const words = { read: 'read', write: 'write', initial: null, asRead: (value: unknown) => value };
    expect(judgeDistinctWrites(calls, { ...words, swap: { f: 'cas', model: { ...model, step } } })).toBeUndefined();
    expect(steps).toBeLessThan(40 * calls.length);
  });

  it('reach no farther than some places', () => {
    const calls = callsOf(farApart(100)).sort((a, b) => a.call - b.call);
    expect(searched(calls)).toBe(true);
    expect(model.shortcut?.(calls)).toBeUndefined();
  });

  it.each<[what: string, told: readonly Told[]]>([
    [
      'one write would serve two that overlap',
      [
        ['write', 0, 3, 6],
        ['cas', 1, 4, [6, 107], false],
        ['cas', 2, 5, [6, 108], false],
        ['write', 6, 8, 10],
        ['write', 7, never, 13],
        ['cas', 9, 10, [10, 114], false],
        ['read', 11, 14, undefined, 13],
        ['cas', 12, 13, [13, 116], false],
      ],
    ],
    [
      'one that has an order grows into one that has none',
      [
        ['write', 0, 2, 0],
        ['cas', 1, 4, [0, 102], false],
        ['write', 3, 7, 4],
        ['read', 5, 6, undefined, 0],
        ['write', 8, 10, 7],
        ['cas', 9, never, [7, 9]],
        ['write', 11, 12, 10],
        ['cas', 13, 14, [10, 112], false],
      ],
    ],
    [
      'chains overlap so that one begins within another',
      [
        ['write', 0, 12, 1],
        ['write', 2, 5, 2],
        ['read', 6, 20, undefined, 1],
        ['read', 10, 11, undefined, 2],
        ['cas', 13, 14, [1, 3], false],
      ],
    ],
  ])('have no order where %s', (_, told) => {
    const calls = callsOf(told);
    expect(searched(calls)).toBe(false);
    expect(model.shortcut?.(calls)?.valid).not.toBe(true);
  });

  /** Something replaced 5 before event 13 or 14, and so did not replace what is there until a compare-and-set misses it. */
  const gadget = (there: unknown): Told[] => [
    ['cas', 12, 14, [there, 90], false],
    ['write', 13, 22, 4],
    ['write', 15, 18, 5],
    ['cas', 19, 20, [5, 91], false],
    ['write', 21, 23, 6],
  ];

  it.each<[what: string, told: readonly Told[]]>([
    ['at first', gadget(null)],
    ['by a write', [['write', 0, 1, 1], ['write', 2, 3, 2], ...gadget(2)]],
    ['by a compare-and-set', [['write', 0, 1, 1], ['cas', 2, 3, [1, 2]], ...gadget(2)]],
    [
      'by a compare-and-set of what one has put there',
      [['write', 0, 1, 1], ['cas', 2, 3, [1, 2]], ['cas', 4, 5, [2, 3]], ...gadget(3)],
    ],
  ])('begin with what the register held before them: %s', (_, told) => {
    const calls = callsOf(told);
    expect(searched(calls)).toBe(false);
    expect(model.shortcut?.(calls)?.valid).not.toBe(true);
  });
});
