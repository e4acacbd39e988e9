import { describe, expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../../history/event.ts';
import { judge } from '../../verdict/checker.ts';
import { linearizability } from '../linearizability.ts';
import { type AnyModel, modelCalled } from './models.ts';

type Call = readonly [process: string, f: string, input?: unknown, output?: unknown];

/** Calls one after the other. */
function validityOf(name: string, calls: readonly Call[]): unknown {
  const history = calls.flatMap(([process, f, input, output], n): HistoryEvent[] => {
    const event = (type: EventType, at: number, value: unknown) => ({ index: at, time: at, process, type, f, value });
    return [event('invoke', 2 * n, input), event('ok', 2 * n + 1, output)];
  });
  return judge(linearizability, history, { options: { model: modelCalled(name) as AnyModel } }).valid;
}

describe('models', () => {
  it.each<[model: string, valid: boolean, calls: readonly Call[]]>([
    [
      'owner-mutex',
      true,
      [
        ['a', 'acquire'],
        ['a', 'release'],
        ['b', 'acquire'],
      ],
    ],
    [
      'owner-mutex',
      false,
      [
        ['a', 'acquire'],
        ['b', 'release'],
      ],
    ],
    [
      'owner-mutex',
      true,
      [
        ['a', 'acquire', 'me'],
        ['b', 'release', 'me'],
      ],
    ],
    [
      'owner-mutex',
      true,
      [
        ['a', 'acquire', { client: 1 }],
        ['b', 'release', { client: 1 }],
      ],
    ],
    [
      'owner-mutex',
      false,
      [
        ['a', 'acquire'],
        ['a', 'acquire'],
      ],
    ],
    [
      'reentrant-mutex',
      true,
      [
        ['a', 'acquire'],
        ['a', 'acquire'],
        ['a', 'release'],
        ['a', 'release'],
        ['b', 'acquire'],
      ],
    ],
    [
      'reentrant-mutex',
      false,
      [
        ['a', 'acquire'],
        ['a', 'acquire'],
        ['a', 'release'],
        ['b', 'acquire'],
      ],
    ],
    [
      'semaphore:3',
      true,
      [
        ['a', 'acquire', 2],
        ['b', 'acquire'],
        ['a', 'release', 2],
        ['b', 'acquire', 2],
      ],
    ],
    [
      'semaphore:3',
      false,
      [
        ['a', 'acquire', 2],
        ['b', 'acquire', 2],
      ],
    ],
    [
      'unordered-queue',
      true,
      [
        ['a', 'enqueue', 1],
        ['a', 'enqueue', 2],
        ['a', 'dequeue', null, 2],
        ['a', 'dequeue', null, 1],
      ],
    ],
    [
      'priority-queue',
      false,
      [
        ['a', 'enqueue', 1],
        ['a', 'enqueue', 2],
        ['a', 'dequeue', null, 2],
      ],
    ],
    [
      'priority-queue',
      true,
      [
        ['a', 'enqueue', 2n ** 60n],
        ['a', 'enqueue', 2],
        ['a', 'dequeue', null, 2],
        ['a', 'dequeue', null, 2n ** 60n],
      ],
    ],
    [
      'multi-register',
      true,
      [
        ['a', 'txn', [['write', 'x', 1]], [['write', 'x', 1]]],
        ['a', 'txn', [['read', 'x', null]], [['read', 'x', null]]],
      ],
    ],
    [
      'multi-register',
      false,
      [
        ['a', 'txn', [['w', 'x', 1]], [['w', 'x', 1]]],
        ['a', 'txn', [['r', 'x', null]], [['r', 'x', null]]],
      ],
    ],
  ])('%s: %s for %j', (name, valid, calls) => {
    expect(validityOf(name, calls)).toBe(valid);
  });

  it('of what can be empty say so by null or nothing', () => {
    for (const name of ['queue', 'unordered-queue', 'priority-queue']) {
      for (const nothing of [null, undefined]) {
        const found = ['a', 'dequeue', null, nothing] as const;
        expect([name, validityOf(name, [found])]).toEqual([name, true]);
        expect([name, validityOf(name, [['a', 'enqueue', 1], ['a', 'enqueue', 1], found])]).toEqual([name, false]);
      }
    }
    expect(
      validityOf('set', [
        ['a', 'add', 1],
        ['a', 'add', 1],
        ['a', 'read', null, [1]],
      ]),
    ).toBe(true);
    expect(validityOf('multi-register', [['a', 'txn', [['w', 'x', 1]], null]])).toBe(true);
  });

  it('of registers hold null where nothing was written, whatever else is written at once', () => {
    const lines: [process: string, type: EventType, f: string, value?: unknown][] = [
      ['a', 'invoke', 'write', 1],
      ['a', 'ok', 'write'],
      ['a', 'invoke', 'write'],
      ['b', 'invoke', 'write', 1],
      ['c', 'invoke', 'read'],
      ['c', 'ok', 'read'],
      ['a', 'ok', 'write'],
      ['b', 'ok', 'write'],
    ];
    const history = lines.map(
      ([process, type, f, value], index): HistoryEvent => ({ index, time: index, process, type, f, value }),
    );
    for (const name of ['register', 'cas-register']) {
      expect(judge(linearizability, history, { options: { model: modelCalled(name) as AnyModel } }).valid).toBe(true);
    }
  });

  it('of a semaphore have a number of permits', () => {
    expect(modelCalled('semaphore:12')?.name).toBe('semaphore:12');
    expect(['semaphore', 'semaphore:0', 'semaphore:x'].map(modelCalled)).toEqual([undefined, undefined, undefined]);
  });

  it('of registers hold what they are told to hold at first', () => {
    expect(validityOf('register:7', [['a', 'read', null, 7]])).toBe(true);
    expect(validityOf('register:7', [['a', 'read', null, null]])).toBe(false);
    expect(validityOf('cas-register:-3', [['a', 'cas', [-3, 1], undefined]])).toBe(true);
    expect(validityOf('cas-register:-3', [['a', 'cas', [0, 1], undefined]])).toBe(false);
    const reads = (value: unknown) => ['a', 'txn', [['r', 'x', null]], [['r', 'x', value]]] as const;
    expect(validityOf('multi-register:0', [reads(0)])).toBe(true);
    const nothing = [['w', 'x', null]];
    expect(validityOf('multi-register:0', [['a', 'txn', nothing, nothing], reads(null)])).toBe(true);
    expect(validityOf('multi-register:0', [['a', 'txn', nothing, nothing], reads(0)])).toBe(false);
    expect(['register:', 'register:x', 'register:00', 'queue:1'].map(modelCalled)).toEqual(
      new Array(4).fill(undefined),
    );
  });
});
