import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { availability } from './availability.ts';

const attempt = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  outcome: fc.constantFrom('ok', 'ok', 'ok', 'fail', 'busy', 'info', 'open'),
  takesMs: fc.nat(4),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

function historyOf(attempts: readonly Attempt[]): HistoryEvent[] {
  return attempts
    .flatMap(({ key, outcome, takesMs }, n): Omit<HistoryEvent, 'index'>[] => {
      const time = n * 1e7;
      const request = { process: `client-${n}`, f: 'request', key };
      const invoke = { ...request, time, type: 'invoke' as const, value: { digest: key } };
      const answer = { ...request, time: time + takesMs * 1e6 };
      if (outcome === 'open') return [invoke];
      if (outcome === 'ok') return [invoke, { ...answer, type: 'ok', value: { saga: `saga-${key}` } }];
      if (outcome === 'info') return [invoke, { ...answer, type: 'info', error: 'status 503' }];
      return [invoke, { ...answer, type: 'fail', error: outcome === 'busy' ? 'status 429' : 'status 422' }];
    })
    .map((event, index) => ({ ...event, index }));
}

describe('availability', () => {
  it('accuses what was bad as soon as it is more than the objective leaves', () => {
    const objective = fc.record({
      percent: fc.constantFrom(0, 50, 75, 80, 90, 99),
      withinMs: fc.integer({ min: 1, max: 4 }),
    });
    const drawn = fc.tuple(fc.array(attempt, { maxLength: 12 }), objective);
    assertEverySide(drawn, { valid: 300, broken: 300 }, 5000, ([attempts, { percent, withinMs }], see) => {
      const counted = attempts.filter(({ outcome }) => outcome !== 'fail');
      const bad = counted.filter(({ outcome, takesMs }) => outcome !== 'ok' || takesMs > withinMs);
      const burnt = 100 * bad.length > (100 - percent) * counted.length;
      const options = { target: percent / 100, withinMs };
      const { valid, error, counterexample } = judge(availability, historyOf(attempts), { options, allowEmpty: true });
      const expected = new Set(burnt ? bad.map(({ key }) => key) : []);
      expect({ valid, error, ids: new Set(counterexample?.ids) }).toEqual({
        valid: !burnt,
        error: undefined,
        ids: expected,
      });
      see(burnt ? 'broken' : 'valid');
    });
  });
});
