import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { retryAmplification } from './retry-amplification.ts';

const state = fc.constantFrom('closed', 'open', 'half-open');
const downstream = fc.constantFrom('bank', 'stock');
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('call' as const),
    downstream,
    request: fc.constantFrom('a', 'b', 'c'),
    process: fc.constantFrom('p', 'q'),
    outcome: fc.constantFrom('ok', 'fail', 'info', 'open', 'alone'),
  }),
  fc.record({ kind: fc.constantFrom('breaker' as const), downstream, from: state, to: state }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Where a breaker may go, arrow by arrow. */
const arrows = ['closed>open', 'open>half-open', 'half-open>open', 'half-open>closed'];

interface Bounds {
  readonly most: number;
  readonly mostOfOne: number;
}

function historyOf(steps: readonly Step[]): HistoryEvent[] {
  return steps
    .flatMap((each, n): Omit<HistoryEvent, 'index' | 'time'>[] => {
      const key = each.downstream;
      if (each.kind === 'breaker') {
        return [{ process: 'watch', type: 'ok', f: 'breaker', key, value: { from: each.from, to: each.to } }];
      }
      const { request, process, outcome } = each;
      const call = { process, f: 'call', key, value: { request } };
      if (outcome === 'alone') return [{ ...call, process: `alone-${request}`, type: 'ok' }];
      const invoke = { ...call, type: 'invoke' as const };
      return outcome === 'open'
        ? [{ ...invoke, process: `${process}-${n}` }]
        : [invoke, { ...call, type: outcome as 'ok' | 'fail' | 'info' }];
    })
    .map((event, index) => ({ ...event, index, time: index }));
}

/** Whom the definition accuses: downstreams and requests. */
function offenders(steps: readonly Step[], { most, mostOfOne }: Bounds): Set<string> {
  const found = new Set<string>();
  for (const id of ['bank', 'stock']) {
    const here = steps.filter((each) => each.downstream === id);
    const calls = here.flatMap((each) => (each.kind === 'call' ? [each.request] : []));
    const requests = (['a', 'b', 'c'] as const).filter((request) => calls.includes(request));
    if (requests.length > 0 && calls.length / requests.length > most) found.add(id);
    for (const request of requests) {
      if (calls.filter((call) => call === request).length > mostOfOne) found.add(request);
    }
    const moves = here.flatMap((each) => (each.kind === 'breaker' ? [each] : []));
    for (const [n, { from, to }] of moves.entries()) {
      const was = n === 0 ? 'closed' : moves[n - 1]?.to;
      if (from !== was || !arrows.includes(`${from}>${to}`)) found.add(id);
    }
  }
  return found;
}

describe('retry-amplification', () => {
  it('accuses whom its definition accuses', () => {
    const bounds = fc.record({ most: fc.constantFrom(1, 1.15, 1.5, 2, 3), mostOfOne: fc.integer({ min: 1, max: 4 }) });
    const drawn = fc.tuple(fc.array(step, { maxLength: 10 }), bounds);
    assertEverySide(drawn, { valid: 300, broken: 300 }, 5000, ([steps, options], see) => {
      const { valid, error, counterexample } = judge(retryAmplification, historyOf(steps), {
        options,
        allowEmpty: true,
      });
      const expected = offenders(steps, options);
      expect({ error, ids: new Set(counterexample?.ids) }).toEqual({ error: undefined, ids: expected });
      expect(valid).toBe(expected.size === 0);
      see(expected.size === 0 ? 'valid' : 'broken');
    });
  });
});
