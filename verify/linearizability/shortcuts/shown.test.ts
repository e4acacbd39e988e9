import { describe, expect, it } from '@jest/globals';
import { isLinearizable } from '../testing/brute-force.ts';
import { modelOf } from '../testing/live-object.ts';
import { callsOf, type Told } from '../testing/told-calls.ts';

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
    [
      '1 was not found while it was in the set',
      'set',
      [
        ['add', 0, 1, 1],
        ['contains', 2, 3, 1, true],
        ['contains', 4, 5, 1, false],
        ['remove', 6, 7, 1],
      ],
      [0, 3, 2],
    ],
    [
      '1 was surely there at event 1 and at event 4, and a compare-and-set called at event 2 found another value',
      'cas-register',
      [
        ['write', 0, 1, 1],
        ['cas', 2, 3, [1, 2], false],
        ['cas', 4, 5, [1, 3]],
      ],
      [1, 0, 2],
    ],
    [
      'null was surely there at event 0 and at event 2, and a compare-and-set called at event 0 found another value',
      'cas-register',
      [
        ['cas', 0, 1, [null, 1], false],
        ['read', 2, 3, undefined, null],
      ],
      [0, 1],
    ],
    [
      '1 was surely there at event 1 and at event 10, and a compare-and-set called at event 3 found another value',
      'cas-register',
      [
        ['write', 0, 1, 1],
        ['cas', 2, 20, [1, 2]],
        ['cas', 3, 4, [1, 3], false],
        ['read', 10, 11, undefined, 1],
      ],
      [2, 0, 3],
    ],
    [
      '1 was surely there at event 2, nothing can have replaced it, and a compare-and-set called at event 3 found another value',
      'cas-register',
      [
        ['write', 0, 5, 1],
        ['read', 1, 2, undefined, 1],
        ['cas', 3, 4, [1, 2], false],
      ],
      [2, 1],
    ],
  ])('%s', (what, name, told, shown) => {
    const calls = callsOf(told);
    expect(isLinearizable(calls, modelOf(name))).toBe(false);
    const found = modelOf(name).shortcut?.(calls);
    expect(found).toEqual({ valid: false, what, calls: shown.map((n) => calls[n]) });
  });
});
