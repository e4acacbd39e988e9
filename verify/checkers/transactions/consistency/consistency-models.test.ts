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

/** Models that allow updates to be lost. */
const blind = ['read-uncommitted', 'read-committed', 'monotonic-atomic-view', 'read-atomic'];

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

  it.each<[what: string, transactions: MicroOperation[][], kept: ConsistencyModel[], broken: ConsistencyModel[]]>([
    [
      'a long fork',
      [
        [['append', 'x', 1]],
        [['append', 'y', 1]],
        [
          ['r', 'x', [1]],
          ['r', 'y', []],
        ],
        [
          ['r', 'x', []],
          ['r', 'y', [1]],
        ],
      ],
      ['parallel-snapshot-isolation'],
      ['snapshot-isolation'],
    ],
    [
      'a lost update',
      [
        [
          ['r', 'x', []],
          ['append', 'x', 1],
        ],
        [
          ['r', 'x', []],
          ['append', 'x', 2],
        ],
      ],
      ['read-atomic', 'monotonic-atomic-view'],
      ['cursor-stability', 'update-atomic', 'parallel-snapshot-isolation', 'repeatable-read'],
    ],
    [
      'an update over one that was not seen',
      [
        [['append', 'x', 1]],
        [
          ['r', 'x', []],
          ['append', 'x', 2],
        ],
        [['r', 'x', [1, 2]]],
      ],
      ['read-atomic'],
      ['cursor-stability', 'update-atomic', 'consistent-view'],
    ],
    [
      'an update over a transaction that was seen in no other key',
      [
        [
          ['append', 'x', 1],
          ['append', 'y', 1],
        ],
        [
          ['r', 'y', []],
          ['append', 'x', 2],
        ],
        [['r', 'x', [1, 2]]],
      ],
      ['cursor-stability', 'read-atomic'],
      ['update-atomic', 'parallel-snapshot-isolation'],
    ],
    [
      'half of a transaction, and then the other half missing',
      [
        [
          ['append', 'x', 1],
          ['append', 'y', 1],
        ],
        [
          ['r', 'x', [1]],
          ['r', 'y', []],
        ],
      ],
      ['cursor-stability'],
      ['monotonic-atomic-view', 'read-atomic', 'update-atomic', 'repeatable-read'],
    ],
    [
      'half of a transaction that shows only afterwards',
      [
        [
          ['append', 'x', 1],
          ['append', 'y', 1],
        ],
        [
          ['r', 'y', []],
          ['r', 'x', [1]],
        ],
      ],
      ['monotonic-atomic-view', 'cursor-stability'],
      ['read-atomic', 'update-atomic', 'consistent-view'],
    ],
    [
      'a cause that two steps away is not seen',
      [
        [['append', 'x', 1]],
        [
          ['r', 'x', [1]],
          ['append', 'y', 1],
        ],
        [
          ['r', 'y', [1]],
          ['r', 'x', []],
        ],
      ],
      ['update-atomic'],
      ['consistent-view', 'parallel-snapshot-isolation'],
    ],
  ])('judge %s', (_, transactions, kept, broken) => {
    const history = historyOf(transactions.map((operations, process) => ({ process, operations, type: 'ok' })));
    expect(kept.map((model) => [model, under(model, history)[0]])).toEqual(kept.map((model) => [model, true]));
    expect(broken.map((model) => [model, under(model, history)[0]])).toEqual(broken.map((model) => [model, false]));
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
    expect(refused('lost-update')).toEqual(consistencyModels.filter((model) => !blind.includes(model)));
    expect(refused('G-single-item')).not.toContain('update-atomic');
    expect(refused('G1c-realtime')).toEqual(['strong-snapshot-isolation', 'strict-serializable']);
    expect(() => refutedBy('G9')).toThrow('got the anomaly G9, expected one of G0,');
  });
});
