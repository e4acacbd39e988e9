import { describe, expect, it } from '@jest/globals';
import { never } from '../calls/model.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { modelOf } from '../testing/live-object.ts';
import { callsOf, type Told } from '../testing/told-calls.ts';

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

  it.each<[what: string, told: readonly Told[]]>([
    [
      'two that overlap, the larger of which began and ended first',
      [
        ['add', 0, 1, 1],
        ['add', 2, 9, 2],
        ['read', 3, 6, undefined, [1, 2]],
        ['read', 4, 8, undefined, [1]],
      ],
    ],
    [
      'one that ended before a value was found that it holds',
      [
        ['add', 0, 1, 1],
        ['read', 2, 4, undefined, [1]],
        ['contains', 5, 6, 1, true],
      ],
    ],
    [
      'none of which holds what never returned',
      [
        ['add', 0, never, 1],
        ['read', 1, 2, undefined, []],
        ['read', 3, 4, undefined, []],
      ],
    ],
    [
      'one before which an add began that was not found',
      [
        ['add', 0, 5, 1],
        ['contains', 1, 2, 1, false],
        ['read', 3, 4, undefined, []],
      ],
    ],
  ])('fits reads of a whole set beside each other: %s', (_, told) => {
    const calls = callsOf(told);
    expect(isLinearizable(calls, modelOf('set'))).toBe(true);
    expect(modelOf('set').shortcut?.(calls)).toEqual({ valid: true });
  });

  it('fits what one call has found to reads of a whole set, where the add never returned', () => {
    const calls = callsOf([
      ['add', 0, never, 1],
      ['contains', 1, 2, 1, true],
      ['read', 3, 4, undefined, []],
    ]);
    expect(isLinearizable(calls, modelOf('set'))).toBe(false);
    expect(modelOf('set').shortcut?.(calls)).toMatchObject({ valid: false });
  });

  it('takes an enqueue whose answer repeats it, and dequeues that found nothing and say so without a value', () => {
    const told: readonly Told[] = [
      ['dequeue', 0, 1],
      ['enqueue', 2, 3, 1, 1],
      ['dequeue', 4, 5],
    ];
    expect(modelOf('queue').shortcut?.(callsOf(told.slice(0, 2)))).toEqual({ valid: true });
    expect(modelOf('queue').shortcut?.(callsOf(told))).toMatchObject({ valid: false });
  });

  it.each(['register', 'cas-register'])('takes a write of false whose answer repeats it: %s', (name) => {
    const calls = callsOf([
      ['write', 0, 1, false, false],
      ['read', 2, 3, undefined, false],
    ]);
    expect(modelOf(name).shortcut?.(calls)).toEqual({ valid: true });
  });
});
