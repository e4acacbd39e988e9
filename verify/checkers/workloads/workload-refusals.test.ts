import { expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { judge } from '../../verdict/checker.ts';
import { workloadCheckers } from './workload-checkers.ts';

type Line = Pick<HistoryEvent, 'type' | 'f'> & Partial<HistoryEvent>;

const ok = (f: string, value?: unknown): Line => ({ type: 'ok', f, value });
const ofOne = { f: 'write', key: 'x', value: 1, process: 'one' };
const write = ok('txn', [['w', 'x', 1]]);
const send = ok('send', [['send', 'k', 1]]);

/** By checker: what was got, what was expected, and where. */
const refusals: Readonly<Record<string, readonly (readonly [got: string, expected: string, ...lines: Line[]])[]>> = {
  'unique-ids': [
    ['nothing', 'a value', ok('generate')],
    ['null', 'a value', ok('generate', null)],
  ],
  bank: [null, 7, 'x', [7], { a: 'x' }, { a: 1, b: 'x' }, { a: 1.5 }].map((value) => {
    return [JSON.stringify(value), '{account: balance}, balances being integers', ok('read', value)] as const;
  }),
  'predicate-inserts': [['nothing', 'the key of the rows, or the value [key, rows]', ok('insert', [1, null])]],
  'causal-reverse': [
    ['1', 'what nobody wrote before', ok('write', 1), ok('write', 1)],
    ['nothing', 'a value', ok('write')],
    ['7', 'a list of what was found', ok('read', 7)],
  ],
  'causal-order': [
    [
      '"x"',
      'operations of a key one after the other',
      { ...ofOne, type: 'invoke' },
      { ...ok('write', 2), key: 'x' },
      { ...ofOne, type: 'ok' },
    ],
  ],
  'sequential-inserts': [['7', 'a list of what was found', ok('read', 7)]],
  'long-fork': [
    ['"x"', 'a list of ["r", key, value] and ["w", key, value]', ok('txn', 'x')],
    ['"ra"', '["r", key, value] or ["w", key, value]', ok('txn', ['ra'])],
    ['["x","k",1]', '["r", key, value] or ["w", key, value]', ok('txn', [['x', 'k', 1]])],
    ['["w","x",1]', 'the only write of "x"', write, write],
    ['["r","x",2]', 'the only write of "x"', write, ok('txn', [['r', 'x', 2]])],
  ],
  'counter-bounds': [
    ['"x"', 'an integer', ok('add', 'x')],
    ['1.5', 'an integer', ok('read', 1.5)],
  ],
  'final-set': [['7', 'a list of what was found', ok('read', 7)]],
  'growing-set': [['nothing', 'a value', ok('add')]],
  'total-queue': [['null', 'a value', ok('enqueue', null)]],
  kafka: [
    ...(
      [
        ['7', 7],
        ['"poll"', ['poll']],
        ['8', [8]],
        ['["send","k"]', [['send', 'k']]],
        ['["drop","k",1]', [['drop', 'k', 1]]],
        ['["poll",7]', [['poll', 7]]],
        ['["poll",[]]', [['poll', []]]],
        ['["poll",{"k":7}]', [['poll', { k: 7 }]]],
        ['["poll",{"k":[7]}]', [['poll', { k: [7] }]]],
        ['["poll",{"k":["ab"]}]', [['poll', { k: ['ab'] }]]],
        ['["poll",{"k":[[1,2,3]]}]', [['poll', { k: [[1, 2, 3]] }]]],
        ['["x",7]', [['poll', { k: [['x', 7]] }]]],
        ['[1.5,7]', [['send', 'k', [1.5, 7]]]],
      ] as const
    ).map(([got, value]) => [got, '["send", key, [offset, value]], ', ok('txn', value)] as const),
    ['1', 'what is sent to key k to be distinct', send, send],
  ],
};

it.each(Object.entries(refusals).flatMap(([name, all]) => all.map(([got, ...more]) => [name, got, ...more] as const)))(
  '%s refuses what is none of its operations: %s',
  (name, got, expected, ...lines) => {
    const checker = workloadCheckers.find((each) => each.name === name) as (typeof workloadCheckers)[number];
    const history = lines.map((line, index): HistoryEvent => ({ index, time: index, process: `p${index}`, ...line }));
    const { valid, error } = judge(checker, history);
    expect(valid).toBe('unknown');
    expect(error).toContain(`got ${got}, expected ${expected}`);
  },
);
