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
  return { valid, again: counts.again, ids: counterexample?.ids };
}

const send = (...offsets: readonly number[]): Operation => {
  return { process: 1, f: 'send', value: offsets.map((offset) => ['send', 'x', [offset, offset + 10]]) };
};
const poll = (...offsets: readonly number[]): Operation => {
  return { f: 'poll', value: [['poll', { x: offsets.map((offset) => [offset, offset + 10]) }]] };
};
const assign = (type: string, ...value: readonly string[]): Operation => ({ f: 'assign', type, value });
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
    ['is anywhere after he subscribed', [{ f: 'subscribe', value: ['x'] }, poll(0), poll(2)], undefined],
    ['polls in order within one operation', [{ f: 'assign', value: ['y'] }, poll(0, 2)], 'int-poll-skip'],
    [
      'but for what was taken from him meanwhile',
      [
        { f: 'assign', value: ['y'] },
        { ...poll(0, 2), 'rebalance-log': [{ keys: ['x'] }] },
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
  ])('%s', (_, operations, id) => {
    const { valid, ids } = found(send(0, 1, 2), all, poll(0), ...operations);
    expect({ valid, ids }).toEqual({ valid: id === undefined, ids: id === undefined ? undefined : [id] });
  });

  it('is counted what he polls again, once he has subscribed', () => {
    const subscribe = { f: 'subscribe', value: ['x'] };
    expect(found(send(0, 1, 2), all, poll(0), poll(0)).again).toBe(0);
    expect(found(send(0, 1, 2), all, subscribe, poll(0), poll(0, 1), subscribe, poll(1)).again).toBe(2);
    expect(found(send(0, 1, 2), all, subscribe, { ...poll(0), type: 'fail' }, poll(0)).again).toBe(0);
  });
});
