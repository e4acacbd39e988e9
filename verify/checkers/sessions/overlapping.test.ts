import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { type Checker, judge } from '../../verdict/checker.ts';
import { eventualConvergence } from './eventual-convergence.ts';
import { sequentialConsistency } from './sequential-consistency.ts';
import { monotonicReads, monotonicWrites, readYourWrites, writesFollowReads } from './session-guarantees.ts';

type Line = readonly [process: string, type: HistoryEvent['type'], f: string, value?: unknown, session?: string];

/** Events of one key, a unit of time apart. */
function eventsOf(...lines: readonly Line[]): HistoryEvent[] {
  return lines.map(([process, type, f, value, session], index) => ({
    ...{ index, time: index, process, type, f, key: 'k' },
    ...(value !== undefined && { value }),
    ...(session !== undefined && { correlation: { session } }),
  }));
}

const found = <Options>(checker: Checker<Options>, events: readonly HistoryEvent[]) => {
  const { valid, counts, error, counterexample } = judge(checker, events);
  const accused = counterexample?.violations.map(({ what, events: named }) => [what, ...named]);
  return { valid, counts, error, accused };
};

describe('a session that does two things at once', () => {
  /** The first begins before the second and ends after it, or the other way round. */
  const atOnce = (one: [string, number], other: [string, number]) => [
    eventsOf(
      ...([
        ['w', 'invoke', 'write'],
        ['w', 'ok', 'write', 1],
        ['a', 'invoke', one[0], undefined, 's'],
      ] as Line[]),
      ...([
        ['b', 'invoke', other[0], undefined, 's'],
        ['a', 'ok', one[0], one[1], 's'],
        ['b', 'ok', other[0], other[1], 's'],
      ] as Line[]),
    ),
    eventsOf(
      ...([
        ['w', 'invoke', 'write'],
        ['w', 'ok', 'write', 1],
        ['b', 'invoke', other[0], undefined, 's'],
      ] as Line[]),
      ...([
        ['a', 'invoke', one[0], undefined, 's'],
        ['a', 'ok', one[0], one[1], 's'],
        ['b', 'ok', other[0], other[1], 's'],
      ] as Line[]),
    ),
  ];

  it.each([
    [readYourWrites, ['write', 2], ['read', 1]],
    [monotonicReads, ['read', 2], ['read', 1]],
    [monotonicWrites, ['write', 3], ['write', 2]],
    [writesFollowReads, ['read', 3], ['write', 2]],
  ] as const)('$name: neither bounds the other', (checker, one, other) => {
    for (const events of atOnce([...one], [...other])) expect(judge(checker, events).valid).toBe(true);
  });

  it.each([
    [readYourWrites, ['write', 2], ['read', 1]],
    [monotonicReads, ['read', 2], ['read', 1]],
    [monotonicWrites, ['write', 3], ['write', 2]],
    [writesFollowReads, ['read', 3], ['write', 2]],
  ] as const)('$name: what was over bounds what begins, and is counted and named', (checker, one, other) => {
    const events = eventsOf(
      ['a', 'invoke', one[0], undefined, 's'],
      ['a', 'ok', one[0], one[1], 's'],
      ['b', 'invoke', other[0], undefined, 's'],
      ['b', 'ok', other[0], other[1], 's'],
    );
    const { valid, counts, accused } = found(checker, events);
    const is = (f: string) => [one[0], other[0]].filter((each) => each === f).length;
    expect({ valid, counts }).toEqual({
      valid: false,
      counts: { reads: is('read'), writes: is('write'), sessions: 1, judged: 1, violations: 1 },
    });
    const word = (f: string) => (f === 'read' ? 'read' : 'wrote');
    const what = `${word(other[0])} version ${other[1]} of k, after it ${word(one[0])} version ${one[1]} of k`;
    expect(accused).toEqual([[what, 0, 1, 2, 3]]);
  });

  it('reads in any order, for sequential consistency', () => {
    const [first, second] = atOnce(['write', 2], ['read', 1]) as [HistoryEvent[], HistoryEvent[]];
    expect(judge(sequentialConsistency, first).valid).toBe(true);
    expect(judge(sequentialConsistency, second).valid).toBe(true);
  });
});

describe('accesses', () => {
  it('need a key and a version, and say what they got', () => {
    const noKey = eventsOf(['a', 'ok', 'read', 1]).map(({ key: _, ...event }) => event);
    expect(found(monotonicReads, noKey).error).toMatch(/key: got nothing, expected what was read or written/);
    const versions = [
      ['write', null],
      ['write', undefined],
      ['write', 'x'],
      ['read', 1.5],
      ['read', { version: 'x' }],
    ] as const;
    for (const [f, value] of versions) {
      const { valid, error } = found(monotonicReads, eventsOf(['a', 'ok', f, value]));
      expect({ valid, error }).toEqual({
        valid: 'unknown',
        error: expect.stringContaining('the version as a safe integer'),
      });
    }
  });

  it('read nothing as version 0, and a version in an object', () => {
    for (const nothing of [null, undefined, { version: null }, {}, 0]) {
      const events = eventsOf(
        ['a', 'ok', 'read', { version: 1 }],
        ['a', 'ok', 'read', nothing],
        ['nemesis', 'info', 'read', 'x'],
        ['a', 'ok', 'other', 'x'],
        ['a', 'fail', 'read', 'x'],
      );
      expect(found(monotonicReads, events)).toMatchObject({ valid: false, counts: { reads: 2, writes: 0 } });
    }
  });
});

describe('a write whose outcome is not known', () => {
  const late: Line[] = [
    ['a', 'invoke', 'write', 1],
    ['a', 'ok', 'write', 1],
    ['b', 'invoke', 'write', 2],
    ['c', 'invoke', 'read'],
    ['c', 'ok', 'read', 1],
  ];

  it('is under way until it is known to be unknown: reads before that prove nothing', () => {
    const events = eventsOf(...late, ['b', 'info', 'write'], ['c', 'invoke', 'read'], ['c', 'ok', 'read', 2]);
    expect(found(eventualConvergence, events)).toMatchObject({ valid: true, counts: { keys: 1, reads: 1 } });
  });

  it('is under way to the end when nobody heard of it again', () => {
    const events = eventsOf(...late, ['c', 'invoke', 'read'], ['c', 'ok', 'read', 2]);
    expect(found(eventualConvergence, events)).toEqual({
      ...{ valid: 'unknown', counts: { keys: 1, reads: 0 }, accused: undefined },
      error: 'no read began after the last write had settled: nothing was judged',
    });
  });

  it('changed nothing when it failed', () => {
    const events = eventsOf(...late, ['b', 'fail', 'write'], ['c', 'invoke', 'read'], ['c', 'ok', 'read', 2]);
    expect(found(eventualConvergence, events)).toMatchObject({ valid: false, counts: { keys: 1, reads: 2 } });
  });

  it('may be what a read found for sequential consistency, as often as there are such writes', () => {
    const write = (n: number): Line[] => [
      [`b${n}`, 'invoke', 'write'],
      [`b${n}`, 'info', 'write'],
    ];
    const read = (version: number): Line[] => [
      ['c', 'invoke', 'read'],
      ['c', 'ok', 'read', version],
    ];
    const valid = (...lines: readonly Line[]) => found(sequentialConsistency, eventsOf(...lines)).valid;
    expect(valid(...write(1), ...read(7))).toBe(true);
    expect(valid(...write(1), ...read(7), ...read(7))).toBe(true);
    expect(valid(...write(1), ...write(2), ...read(7), ...read(8))).toBe(true);
    expect(valid(...write(1), ...read(7), ...read(8))).toBe(false);
    expect(valid(['b', 'invoke', 'write'], ...read(7))).toBe(true);
    expect(valid(...read(7))).toBe(false);
    expect(valid(['b', 'invoke', 'write'], ['b', 'fail', 'write'], ...read(7))).toBe(false);
    expect(valid(['b', 'invoke', 'read'], ['b', 'info', 'read'], ...read(7))).toBe(false);
  });

  it('was written once', () => {
    const twice = eventsOf(
      ['a', 'invoke', 'write'],
      ['a', 'ok', 'write', 1],
      ['b', 'invoke', 'write'],
      ['b', 'ok', 'write', 1],
    );
    expect(found(sequentialConsistency, twice)).toMatchObject({
      ...{ valid: false, accused: [['version 1 was written twice', 1, 3]] },
    });
  });
});

describe('a session', () => {
  it('is told by either end of an operation', () => {
    const invoked = eventsOf(
      ...([
        ['a', 'invoke', 'read', undefined, 's'],
        ['a', 'ok', 'read', 2],
      ] as Line[]),
      ...([
        ['b', 'invoke', 'read', undefined, 's'],
        ['b', 'ok', 'read', 1],
      ] as Line[]),
    );
    expect(found(monotonicReads, invoked)).toMatchObject({ valid: false, counts: { sessions: 1, judged: 1 } });
  });
});

describe('eventual convergence', () => {
  const wrote: Line[] = [
    ['a', 'invoke', 'write', 1],
    ['a', 'ok', 'write'],
  ];
  const read = (value: unknown): Line[] => [
    ['c', 'invoke', 'read'],
    ['c', 'ok', 'read', value],
  ];

  it('names the first two reads that differ, and a value that nobody wrote', () => {
    expect(found(eventualConvergence, eventsOf(...wrote, ...read(1), ...read(1), ...read(2))).accused).toEqual([
      ['read as 1 and as 2 after the last write had settled', 3, 7],
    ]);
    expect(found(eventualConvergence, eventsOf(...wrote, ...read(2), ...read(2))).accused).toEqual([
      ['read as 2 after the last write had settled, which nobody wrote', 3],
    ]);
    expect(found(eventualConvergence, eventsOf(...wrote, ...read(null))).accused).toEqual([
      ['read as null after the last write had settled, which nobody wrote', 3],
    ]);
  });

  it('knows a version that the store chose from the answer', () => {
    const chosen = eventsOf(['a', 'invoke', 'write', 'x'], ['a', 'ok', 'write', 7], ...read(7));
    expect(found(eventualConvergence, chosen)).toMatchObject({ valid: true, counts: { keys: 1, reads: 1 } });
  });

  it('counts a write that was only answered', () => {
    const events = eventsOf(['a', 'ok', 'write', 4], ...read(4));
    expect(found(eventualConvergence, events)).toMatchObject({ valid: true, counts: { keys: 1, reads: 1 } });
    const later = eventsOf(...read(4), ['a', 'ok', 'write', 5], ...read(5));
    expect(found(eventualConvergence, later)).toMatchObject({ valid: true, counts: { keys: 1, reads: 1 } });
  });

  it('lets a read that was never answered change nothing', () => {
    const events = eventsOf(...wrote, ['d', 'invoke', 'read'], ...read(1));
    expect(found(eventualConvergence, events)).toMatchObject({ valid: true, counts: { keys: 1, reads: 1 } });
  });

  it('takes keys that were read alone, and nothing of others, for what they are', () => {
    const events = eventsOf(...read(5), ['nemesis', 'info', 'write', 9], ['a', 'ok', 'other', 3], ...read(5));
    expect(found(eventualConvergence, events)).toMatchObject({ valid: true, counts: { keys: 1, reads: 2 } });
  });

  it('waits as long as it is told to: a read at that very time is not after it', () => {
    const events = eventsOf(...wrote, ...read(2), ...read(1));
    const at = (settledAfter: number) => judge(eventualConvergence, events, { options: { settledAfter } });
    expect(at(0)).toMatchObject({ valid: false, counts: { reads: 2 } });
    expect(at(1)).toMatchObject({ valid: true, counts: { reads: 1 } });
    expect(at(3).valid).toBe('unknown');
  });
});
