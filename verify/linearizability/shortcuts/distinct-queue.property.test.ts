import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import type { Call } from '../calls/call.ts';
import { never } from '../calls/model.ts';
import { queue } from '../models/queue.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { callsOf, type Told } from '../testing/told-calls.ts';
import { judgeDistinctQueue } from './distinct-queue.ts';

/** Calls on a queue at random times; the n-th enqueue enqueues n, dequeues find whatever was drawn. */
const draws = fc.array(
  fc.record({
    isEnqueue: fc.boolean(),
    from: fc.nat(40),
    length: fc.nat(20),
    output: fc.option(fc.nat(3), { freq: 3 }),
    lost: fc.nat(9),
  }),
  { maxLength: 8 },
);

/** @param empty what becomes of dequeues that got no value: they found none, or never returned */
function callsFrom(drawn: typeof draws extends fc.Arbitrary<infer T> ? T : never, empty: 'found' | 'lost'): Call[] {
  const times = drawn.flatMap(({ from, length }, n) => [
    { n, end: false, at: from },
    { n, end: true, at: from + length + 0.5 },
  ]);
  times.sort((a, b) => a.at - b.at || a.n - b.n || Number(a.end) - Number(b.end));
  const place = (n: number, end: boolean) => times.findIndex((time) => time.n === n && time.end === end);
  const calls = drawn.map(({ isEnqueue, output, lost }, n): Call => {
    const returned = isEnqueue ? lost > 0 : output !== null || empty === 'found';
    const at = { call: place(n, false), return: returned ? place(n, true) : never, returned };
    return isEnqueue
      ? { ...at, f: 'enqueue', input: drawn.slice(0, n).filter((each) => each.isEnqueue).length, output: undefined }
      : { ...at, f: 'dequeue', input: undefined, output: output ?? (returned ? null : undefined) };
  });
  return calls.sort((a, b) => a.call - b.call);
}

describe('queues of distinct values', () => {
  it('are judged as every order tried judges them', () => {
    const numRuns = Number(process.env.FAULTLINE_HISTORIES ?? 5000);
    assertEverySide(draws, { valid: 300, broken: 300 }, numRuns, (drawn, see) => {
      const calls = callsFrom(drawn, 'found');
      const found = judgeDistinctQueue(calls);
      expect(found?.valid).toBe(isLinearizable(calls, queue));
      see(found?.valid ? 'valid' : 'broken');
    });
  });

  it('are judged as every order tried judges them, where dequeues never returned', () => {
    const numRuns = Number(process.env.FAULTLINE_HISTORIES ?? 5000);
    assertEverySide(draws, { valid: 300, broken: 300 }, numRuns, (drawn, see) => {
      const calls = callsFrom(drawn, 'lost');
      const found = judgeDistinctQueue(calls);
      expect(found?.valid).toBe(isLinearizable(calls, queue));
      see(found?.valid ? 'valid' : 'broken');
    });
  });

  it.each<[what: string, told: readonly Told[]]>([
    [
      'which of two values behind the next was dequeued first',
      [
        ['enqueue', 0, 1, 1],
        ['enqueue', 2, 3, 2],
        ['enqueue', 4, 5, 3],
        ['enqueue', 6, 7, 4],
        ['enqueue', 8, 9, 5],
        ['dequeue', 10, never],
        ['dequeue', 11, 30, undefined, 2],
        ['dequeue', 12, 13, undefined, 3],
        ['dequeue', 14, never],
        ['dequeue', 15, 16, undefined, 5],
      ],
    ],
    [
      'the very next value',
      [
        ['enqueue', 0, 10, 1],
        ['enqueue', 1, 2, 2],
        ['enqueue', 3, 4, 3],
        ['dequeue', 5, never],
        ['enqueue', 11, 12, 4],
        ['dequeue', 13, 14, undefined, 3],
        ['enqueue', 15, 16, 5],
        ['dequeue', 17, never],
        ['dequeue', 18, 30, undefined, 4],
        ['dequeue', 19, 20, undefined, 5],
      ],
    ],
  ])('give what nobody got to dequeues that never returned by the time until which it must be gone: %s', (_, told) => {
    const calls = callsOf(told);
    expect(isLinearizable(calls, queue)).toBe(true);
    expect(judgeDistinctQueue(calls)).toEqual({ valid: true });
  });

  const enqueue = (input: number, call: number, end: number): Call => {
    return { f: 'enqueue', input, output: undefined, returned: true, call, return: end };
  };
  const dequeue = (output: number | null, call: number, end: number): Call => {
    return { f: 'dequeue', input: undefined, output, returned: true, call, return: end };
  };
  it.each([
    ['1 was dequeued and never enqueued', [dequeue(1, 0, 1)]],
    [
      'the queue was found empty, but since 1 it never was',
      [enqueue(1, 0, 1), dequeue(null, 2, 7), enqueue(2, 3, 4), dequeue(1, 5, 6)],
    ],
    ['1 was dequeued twice', [enqueue(1, 0, 1), dequeue(1, 2, 3), dequeue(1, 4, 5)]],
    ['1 was dequeued before it was enqueued', [dequeue(1, 0, 1), enqueue(1, 2, 3)]],
    [
      '1 was enqueued before 2, but 2 was dequeued and 1 never was',
      [enqueue(1, 0, 1), enqueue(2, 2, 3), dequeue(2, 4, 5)],
    ],
    [
      '1 was enqueued before 2, but 2 was dequeued before 1',
      [enqueue(1, 0, 1), enqueue(2, 2, 3), dequeue(2, 4, 5), dequeue(1, 6, 7)],
    ],
  ])('show what is broken: %s', (what, calls) => {
    expect(judgeDistinctQueue(calls)).toMatchObject({ valid: false, what });
  });
});
