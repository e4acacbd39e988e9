import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../../history/event.ts';
import { eventsOfOperations } from '../../../history/operations/operation-events.ts';
import { judge } from '../../../verdict/checker.ts';
import { kafka } from './kafka.ts';

type Operation = Readonly<Record<string, unknown>>;

/** Operations of one process, as Jepsen writes them. */
function found(...operations: readonly Operation[]) {
  const said = operations.map((operation, line) => ({ operation: { process: 0, type: 'ok', ...operation }, line }));
  const reading = { events: 0, line: 0, header: undefined };
  const events: HistoryEvent[] = [...eventsOfOperations('a file', said, reading as never)];
  const { valid, counts, counterexample } = judge(kafka, events);
  return { valid, again: counts.again, interleaved: counts.interleaved, ids: counterexample?.ids };
}

const send = (...offsets: readonly number[]): Operation => {
  return { process: 1, f: 'send', value: offsets.map((offset) => ['send', 'x', [offset, offset + 10]]) };
};
const poll = (...offsets: readonly number[]): Operation => {
  return { f: 'poll', value: [['poll', { x: offsets.map((offset) => [offset, offset + 10]) }]] };
};
const assign = (type: string, ...value: readonly string[]): Operation => ({ f: 'assign', type, value });
const subscribe: Operation = { f: 'subscribe', value: ['x'] };
const assigned: Operation = { f: 'assign', value: ['x'] };
const failed = (operation: Operation): Operation[] => ['invoke', 'fail'].map((type) => ({ ...operation, type }));
const all = { ...poll(0, 1, 2), process: 2 };

describe('who consumes a log', () => {
  it.each([
    ['goes on in what stays assigned', [{ f: 'assign', value: ['x', 'y'] }, poll(2)], 'poll-skip'],
    [
      'begins anywhere in what was not',
      [{ f: 'assign', value: ['y'] }, { f: 'assign', value: ['x'] }, poll(2)],
      undefined,
    ],
    [
      'begins anew where he seeks the beginning',
      [{ f: 'assign', value: ['x'], 'seek-to-beginning?': true }, poll(0)],
      undefined,
    ],
    ['goes on where an assignment failed', [assign('invoke', 'y'), assign('fail', 'y'), poll(0)], 'nonmonotonic-poll'],
    [
      'is anywhere where nobody knows of an assignment',
      [assign('invoke', 'x'), assign('info', 'x'), poll(0)],
      undefined,
    ],
    ['is anywhere after he subscribed', [subscribe, poll(0), poll(2)], undefined],
    ['begins anywhere when he assigns himself again what he had before', [subscribe, assigned, poll(0)], undefined],
    ['goes on again once he does', [subscribe, assigned, poll(0), poll(0)], 'nonmonotonic-poll'],
    ['goes on where he did not subscribe', [...failed(subscribe), poll(0)], 'nonmonotonic-poll'],
    [
      'is anywhere where he could not assign himself any',
      [subscribe, ...failed(assigned), poll(0), poll(0)],
      undefined,
    ],
    [
      'is anywhere where nobody knows whether he did',
      [subscribe, assign('invoke', 'x'), assign('info', 'x'), poll(0), poll(0)],
      undefined,
    ],
    ['is anywhere after a poll that failed', [...failed(poll(1)), poll(0)], undefined],
    ['goes on after a send that failed', [...failed({ ...send(9), process: 0 }), poll(0)], 'nonmonotonic-poll'],
    ['may not know all offsets', [{ f: 'poll', value: [['poll', { x: [[null, 12]] }]] }, poll(0)], undefined],
    [
      'may not know the offset of what he polls next',
      [{ f: 'poll', value: [['poll', { x: [[null, 10]] }]] }],
      undefined,
    ],
    [
      'may have found nothing',
      [
        { f: 'poll', value: [['poll', null]] },
        { f: 'poll', value: [['poll']] },
      ],
      undefined,
    ],
    ['polls in order within one operation', [{ f: 'assign', value: ['y'] }, poll(0, 2)], 'int-poll-skip'],
    [
      'but for what was taken from him meanwhile',
      [
        { f: 'assign', value: ['y'] },
        { ...poll(0, 2), 'rebalance-log': [{ at: 7 }, { keys: ['x'] }] },
      ],
      undefined,
    ],
    [
      'and not for what was taken of another key',
      [
        { f: 'assign', value: ['y'] },
        { ...poll(0, 2), 'rebalance-log': [{ keys: ['y'] }] },
      ],
      'int-poll-skip',
    ],
    ['and not where nothing was', [assign('ok', 'y'), { ...poll(0, 2), 'rebalance-log': {} }], 'int-poll-skip'],
  ])('%s', (_, operations, id) => {
    const { valid, ids } = found(send(0, 1, 2), all, poll(0), ...operations);
    expect({ valid, ids }).toEqual({ valid: id === undefined, ids: id === undefined ? undefined : [id] });
  });

  it('is counted what he polls again, once he has subscribed', () => {
    expect(found(send(0, 1, 2), all, poll(0), poll(0)).again).toBe(0);
    expect(found(send(0, 1, 2), all, subscribe, poll(0), poll(0, 1), subscribe, poll(1)).again).toBe(2);
    expect(found(send(0, 1, 2), all, subscribe, ...failed(poll(0)), poll(0)).again).toBe(0);
  });
});

describe('transactions on logs', () => {
  const txn = (...value: readonly unknown[]): Operation => ({ process: 3, f: 'txn', value });
  const sent = (key: string, offset: number): unknown => ['send', key, [offset, offset + 10]];

  it('may lie between each other, which is counted', () => {
    const found0 = found(txn(sent('x', 0), sent('x', 2)), { ...txn(sent('x', 1), sent('x', 3)), process: 4 });
    expect(found0).toMatchObject({ valid: true, interleaved: 1 });
  });

  it('poll nothing of their own: of that alone they are accused', () => {
    expect(found(txn(sent('x', 0), ['poll', { x: [[0, 10]] }])).ids).toEqual(['precommitted-read']);
  });

  it('of unknown outcome have sent all where anything of it was polled', () => {
    const open = { ...txn(sent('x', 0), sent('y', 0)), type: 'info' };
    const other = { ...txn(sent('x', 1), sent('y', 1)), process: 4 };
    const reader = {
      process: 5,
      f: 'poll',
      value: [
        [
          'poll',
          {
            x: [
              [0, 10],
              [1, 11],
            ],
            y: [[1, 11]],
          },
        ],
      ],
    };
    expect(found({ ...open, type: 'invoke' }, open, other, reader).ids).toEqual(['lost-write']);
  });
});
