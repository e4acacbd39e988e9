import { describe, expect, it } from '@jest/globals';
import type { Call } from '../calls/call.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { modelOf } from '../testing/live-object.ts';

type Told = readonly [f: string, from: number, until: number, input?: unknown, output?: unknown];

const callsOf = (told: readonly Told[]): Call[] =>
  told.map(([f, call, end, input, output]) => ({ f, input, output, returned: true, call, return: end }));

describe('a shortcut calls nothing linearizable', () => {
  const histories: readonly [what: string, model: string, told: readonly Told[]][] = [
    [
      'that was written into what a compare-and-set had begun, which returned before the write that it replaced',
      'cas-register',
      [
        ['write', 0, 9, 1],
        ['cas', 1, 3, [1, 2]],
        ['write', 4, 5, 3],
        ['read', 6, 7, undefined, 2],
      ],
    ],
    [
      'that found another value while one was read before and after, though a write was open all the time',
      'cas-register',
      [
        ['write', 0, 1, 1],
        ['write', 2, 20, 2],
        ['cas', 3, 4, [1, 5], false],
        ['read', 10, 11, undefined, 1],
      ],
    ],
    [
      'that was replaced before it was written',
      'cas-register',
      [
        ['cas', 0, 1, [1, 2]],
        ['write', 2, 3, 1],
      ],
    ],
  ];

  it.each(histories)('%s', (_, name, told) => {
    const model = modelOf(name);
    expect(isLinearizable(callsOf(told), model)).toBe(false);
    expect(model.shortcut?.(callsOf(told))).toMatchObject({ valid: false });
  });
});

describe('a shortcut', () => {
  it.each<[what: string, model: string, told: readonly Told[]]>([
    [
      'a register to which a value is written twice',
      'register',
      [
        ['write', 0, 1, 1],
        ['write', 2, 3, 2],
        ['write', 4, 5, 1],
        ['read', 6, 7, undefined, 1],
      ],
    ],
    [
      'a register to which the initial value is written',
      'register',
      [
        ['write', 0, 1, 1],
        ['write', 2, 3, null],
        ['read', 4, 5, undefined, null],
      ],
    ],
    [
      'a store that is appended to',
      'kv',
      [
        ['put', 0, 1, 'a'],
        ['append', 2, 3, 'b'],
        ['get', 4, 5, undefined, 'ab'],
      ],
    ],
    [
      'a queue to which a value is enqueued twice',
      'queue',
      [
        ['enqueue', 0, 1, 1],
        ['enqueue', 2, 3, 1],
        ['dequeue', 4, 5, undefined, 1],
        ['dequeue', 6, 7, undefined, 1],
      ],
    ],
    [
      'a set to which a value is added twice',
      'set',
      [
        ['add', 0, 1, 1],
        ['remove', 2, 3, 1],
        ['add', 4, 5, 1],
        ['contains', 6, 7, 1, true],
      ],
    ],
    [
      'a set from which a value is removed twice',
      'set',
      [
        ['remove', 0, 1, 1],
        ['add', 2, 3, 1],
        ['remove', 4, 5, 1],
        ['contains', 6, 7, 1, false],
      ],
    ],
    [
      'a set that is read as a whole and shrinks',
      'set',
      [
        ['add', 0, 1, 1],
        ['remove', 2, 3, 1],
        ['read', 4, 5, undefined, []],
      ],
    ],
  ])('says nothing of %s', (_, name, told) => {
    const model = modelOf(name);
    expect(isLinearizable(callsOf(told), model)).toBe(true);
    expect(model.shortcut?.(callsOf(told))).toBeUndefined();
  });

  it.each(['register', 'cas-register'])('takes a write of false whose answer repeats it: %s', (name) => {
    const calls = callsOf([
      ['write', 0, 1, false, false],
      ['read', 2, 3, undefined, false],
    ]);
    expect(modelOf(name).shortcut?.(calls)).toEqual({ valid: true });
  });
});

describe('what a shortcut shows', () => {
  it.each<[what: string, model: string, told: readonly Told[], shown: readonly number[]]>([
    [
      '1 was enqueued before 3, but 3 was dequeued and 1 never was',
      'queue',
      [
        ['enqueue', 0, 1, 1],
        ['enqueue', 2, 3, 2],
        ['enqueue', 4, 5, 3],
        ['dequeue', 6, 7, undefined, 3],
      ],
      [0, 2, 3],
    ],
    [
      '1 was enqueued before 2, but 2 was dequeued before 1',
      'queue',
      [
        ['enqueue', 0, 1, 1],
        ['enqueue', 2, 3, 2],
        ['dequeue', 4, 5, undefined, 2],
        ['dequeue', 6, 7, undefined, 1],
      ],
      [0, 1, 2, 3],
    ],
    [
      'the queue was found empty, but since 1 it never was',
      'queue',
      [
        ['enqueue', 0, 1, 1],
        ['enqueue', 2, 3, 2],
        ['dequeue', 4, 5, undefined, null],
      ],
      [0, 2],
    ],
    [
      '1 was found after it had been removed',
      'set',
      [
        ['add', 0, 1, 1],
        ['remove', 2, 3, 1],
        ['contains', 4, 5, 1, true],
      ],
      [0, 1, 2],
    ],
    [
      '1 was not found while it was in the set',
      'set',
      [
        ['add', 0, 9, 1],
        ['contains', 1, 2, 1, true],
        ['contains', 3, 4, 1, false],
        ['remove', 5, 10, 1],
      ],
      [0, 1, 3, 2],
    ],
    [
      '1 was not found while it was in the set',
      'set',
      [
        ['add', 0, 1, 1],
        ['remove', 2, 20, 1],
        ['contains', 3, 12, 1, false],
        ['contains', 4, 5, 1, false],
        ['contains', 6, 7, 1, true],
        ['contains', 8, 9, 1, true],
      ],
      [0, 1, 5, 3],
    ],
    [
      '1 was found before it was added',
      'set',
      [
        ['contains', 0, 1, 1, true],
        ['add', 2, 3, 1],
      ],
      [0, 1],
    ],
    ['1 was found and never added', 'set', [['contains', 0, 1, 1, true]], [0]],
    [
      '1 was found and never added',
      'set',
      [
        ['contains', 0, 1, 1, true],
        ['remove', 2, 3, 1],
      ],
      [0],
    ],
    [
      'contains 1 -> true returned before add 1 began, which must come before it',
      'set',
      [
        ['contains', 0, 1, 1, true],
        ['add', 2, 3, 1],
        ['read', 4, 5, undefined, [1]],
      ],
      [0, 1],
    ],
    [
      'the read of 1 values returned before add 1 began, which must come before it',
      'set',
      [
        ['read', 0, 1, undefined, [1]],
        ['add', 2, 3, 1],
      ],
      [0, 1],
    ],
    [
      'add 1 returned before contains 1 -> false began, which must come before it',
      'set',
      [
        ['add', 0, 1, 1],
        ['contains', 2, 3, 1, false],
        ['read', 4, 5, undefined, [1]],
      ],
      [0, 1],
    ],
    [
      'each of two reads holds what the other does not, or the later one less',
      'set',
      [
        ['add', 0, 9, 1],
        ['add', 1, 10, 2],
        ['read', 2, 8, undefined, [1]],
        ['read', 3, 7, undefined, [2]],
      ],
      [2, 3],
    ],
  ])('%s', (what, name, told, shown) => {
    const calls = callsOf(told);
    const found = modelOf(name).shortcut?.(calls);
    expect(found).toEqual({ valid: false, what, calls: shown.map((n) => calls[n]) });
  });
});
