import { describe, expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../../../history/event.ts';
import { judge } from '../../../verdict/checker.ts';
import { listAppend } from '../list-append/list-append.ts';
import type { TransactionOptions } from './judge-graph.ts';

type Line = readonly [process: string, type: EventType, value: readonly (readonly [string, string, unknown])[]];

function valid(model: NonNullable<TransactionOptions['model']>, ...lines: readonly Line[]) {
  const events = lines.map(
    ([process, type, value], index): HistoryEvent => ({ index, time: index, process, type, f: 'txn', value }),
  );
  return judge(listAppend, events, { options: { model } }).valid;
}

const txn = (process: string, type: EventType, operations: readonly (readonly [string, string, unknown])[]): Line[] => [
  [process, 'invoke', operations.map(([f, key, value]) => [f, key, f === 'r' ? null : value] as const)],
  [process, type, operations],
];

describe('the order of real time', () => {
  const append = (type: EventType) => txn('a', type, [['append', 'x', 1]]);
  const nothing = txn('b', 'ok', [['r', 'x', []]]);
  const one = txn('b', 'ok', [['r', 'x', [1]]]);

  it('does not end with a transaction of unknown outcome: it may take effect at any later time', () => {
    expect(valid('strict-serializable', ...append('info'), ...nothing, ...one)).toBe(true);
    expect(valid('strict-serializable', ...append('ok'), ...nothing, ...one)).toBe(false);
    expect(valid('serializable', ...append('ok'), ...nothing, ...one)).toBe(true);
  });

  it('is no order where transactions were under way at once', () => {
    const [begun, over] = append('ok') as [Line, Line];
    expect(valid('strict-serializable', begun, ...nothing, over, ...one)).toBe(true);
    expect(valid('strict-serializable', begun, nothing[0] as Line, over, nothing[1] as Line, ...one)).toBe(true);
  });

  it('goes through those in between', () => {
    const others = txn('c', 'ok', [['append', 'y', 5]]);
    expect(valid('strict-serializable', ...append('ok'), ...others, ...nothing, ...one)).toBe(false);
  });
});

describe('the order of a process', () => {
  it('is that of its transactions, aborted ones left out', () => {
    const own = (process: string) => [
      ...txn('a', 'ok', [['append', 'x', 1]]),
      ...txn(process, 'ok', [['r', 'x', []]]),
      ...txn('b', 'ok', [['r', 'x', [1]]]),
    ];
    expect(valid('strong-session-serializable', ...own('a'))).toBe(false);
    expect(valid('strong-session-serializable', ...own('c'))).toBe(true);
    const aborted = [...txn('a', 'fail', [['append', 'x', 1]]), ...txn('a', 'ok', [['r', 'x', []]])];
    expect(valid('strong-session-serializable', ...aborted)).toBe(true);
  });
});
