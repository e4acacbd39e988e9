import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../../history/event.ts';
import { judge } from '../../../verdict/checker.ts';
import { listAppend } from '../list-append/list-append.ts';
import type { MicroOperation } from '../table/transaction-table.ts';
import { historyOf, serialDrafts } from '../testing/transaction-arbitrary.ts';
import { type ConsistencyModel, consistencyModels, refutedBy, refutes } from './consistency-models.ts';

/** One append, then a read by another or the same process that misses it. */
function staleRead(reader: number, overlapping: boolean): HistoryEvent[] {
  const append: MicroOperation[] = [['append', 'x', 1]];
  const read: MicroOperation[] = [['r', 'x', []]];
  const event = (process: number, type: 'invoke' | 'ok', value: MicroOperation[]) => ({
    process,
    type,
    f: 'txn',
    value,
  });
  const events = overlapping
    ? [event(0, 'invoke', append), event(reader, 'invoke', read), event(0, 'ok', append), event(reader, 'ok', read)]
    : [event(0, 'invoke', append), event(0, 'ok', append), event(reader, 'invoke', read), event(reader, 'ok', read)];
  return events.map((each, index) => ({ ...each, index, time: index }));
}

const under = (model: ConsistencyModel, history: readonly HistoryEvent[]) => {
  const { valid, counterexample } = judge(listAppend, history, { options: { model }, allowEmpty: true });
  return [valid, ...(counterexample?.ids ?? [])];
};

describe('consistency models', () => {
  it('take the order of processes and of real time into account where they demand it', () => {
    expect(under('serializable', staleRead(1, false))).toEqual([true]);
    expect(under('strong-session-serializable', staleRead(1, false))).toEqual([true]);
    expect(under('strict-serializable', staleRead(1, false))).toEqual([false, 'G-single-item-realtime']);
    expect(under('strong-snapshot-isolation', staleRead(1, false))).toEqual([false, 'G-single-item-realtime']);
    expect(under('strict-serializable', staleRead(1, true))).toEqual([true]);
    expect(under('serializable', staleRead(0, false))).toEqual([true]);
    expect(under('strong-session-snapshot-isolation', staleRead(0, false))).toEqual([false, 'G-single-item-process']);
  });

  it('accuse no history that ran in the order in which it was written down, under the strictest', () => {
    fc.assert(
      fc.property(serialDrafts('append', { transactions: 20, ends: ['ok', 'ok', 'fail'] }, true), (drafts) => {
        expect(under('strict-serializable', historyOf(drafts))).toEqual([true]);
      }),
      { numRuns: 500 },
    );
  });

  it('are not judged further when the time is over, but by what is known then', () => {
    const skew: MicroOperation[][] = [
      [
        ['r', 'p', []],
        ['append', 'q', 1],
      ],
      [
        ['r', 'q', []],
        ['append', 'p', 1],
      ],
    ];
    const history = historyOf(skew.map((operations, process) => ({ process, operations, type: 'ok' })));
    const late = (model: ConsistencyModel) => judge(listAppend, history, { options: { model, outOfTime: () => true } });
    expect(late('repeatable-read').valid).toBe(false);
    expect(late('snapshot-isolation')).toMatchObject({
      valid: 'unknown',
      error: expect.stringMatching(/^the search for .* ended early/),
    });
  });

  it('are refuted with all that imply them', () => {
    const refused = (anomaly: string) => consistencyModels.filter((model) => refutes(anomaly, model));
    expect(refused('G0')).toEqual(consistencyModels);
    expect(refused('G2-item')).toEqual([
      'repeatable-read',
      'serializable',
      'strong-session-serializable',
      'strict-serializable',
    ]);
    expect(refused('G1c-realtime')).toEqual(['strong-snapshot-isolation', 'strict-serializable']);
    expect(() => refutedBy('G9')).toThrow('got the anomaly G9, expected one of G0,');
  });
});
