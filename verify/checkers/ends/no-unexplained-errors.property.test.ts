import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type HistoryEvent, nemesis } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { noUnexplainedErrors } from './no-unexplained-errors.ts';

type Event = Omit<HistoryEvent, 'index'>;

const request = fc.constantFrom('r-1', 'r-2', 'r-3');
const name = fc.constantFrom('pay', 'ship');
const time = fc.nat(5);

const failure = fc.record({ time, request, name }).map(({ time, request, name }): Event => {
  const value = { function: name, status: 'timeout' };
  return { time, process: 'observer', type: 'info', f: 'function-error', key: request, value };
});
const hit = fc.oneof(
  fc.record({ requestId: request, function: name }),
  fc.record({ function: name }),
  fc.record({ requestId: fc.constant(7), function: name }),
  fc.constantFrom({}, { function: 7 }, undefined),
);
const injection = fc
  .record({ time, hit, process: fc.constantFrom(nemesis, nemesis, nemesis, 'client') })
  .map(({ time, hit, process }): Event => ({ time, process, type: 'info', f: 'injection', key: 'rule', value: hit }));
const noise = time.map((at): Event => {
  return { time: at, process: nemesis, type: 'info', f: 'note', value: { requestId: 'r-1', function: 'pay' } };
});
const histories = fc
  .array(fc.oneof(failure, failure, injection, noise), { maxLength: 7 })
  .map((events) =>
    events.toSorted((a, b) => a.time - b.time).map((event, index): HistoryEvent => ({ ...event, index })),
  );

/** One failure beside one injection, by the words of the claim. */
function explains({ process, f, value, time: hitAt }: HistoryEvent, failed: HistoryEvent): boolean {
  if (f !== 'injection' || process !== nemesis) return false;
  const { requestId, function: hurt } = (value ?? {}) as { readonly requestId?: unknown; readonly function?: unknown };
  if (typeof requestId === 'string') return requestId === failed.key;
  return hurt === (failed.value as { readonly function: string }).function && hitAt <= failed.time;
}

describe('no-unexplained-errors, beside each failure with each injection', () => {
  it('accuses what no injection explains, and nothing else', () => {
    const least = { valid: 150, accused: 300, 'by its function': 100 };
    assertEverySide(histories, least, 1500, (history, see) => {
      const failures = history.filter(({ f }) => f === 'function-error');
      const bare = failures.filter((failed) => !history.some((event) => explains(event, failed)));
      const { valid, counts, counterexample } = noUnexplainedErrors.check(history);
      const accused = counterexample?.violations.map(({ id, events }) => [id, events]) ?? [];
      expect(accused).toEqual(bare.map(({ key, index }) => [key, [index]]));
      const injections = history.filter(({ f, process }) => f === 'injection' && process === nemesis).length;
      expect(counts).toMatchObject({ errors: failures.length, explained: failures.length - bare.length, injections });
      expect(valid).toBe(bare.length === 0);
      see(valid === true ? 'valid' : 'accused');
      const isByRequest = ({ value }: HistoryEvent) =>
        typeof (value as { requestId?: unknown } | undefined)?.requestId === 'string';
      const others = history.filter((event) => !isByRequest(event));
      if (failures.some((failed) => others.some((event) => explains(event, failed)))) see('by its function');
    });
  });

  it('says what ended how, and refuses a failure of another type', () => {
    const [failed] = fc.sample(failure, { seed: 1, numRuns: 1 }) as [Event];
    const value = { function: 'pay', status: 'error', errorType: 'TypeError' };
    const what = (event: Event) =>
      noUnexplainedErrors.check([{ ...event, index: 0 }]).counterexample?.violations[0]?.what;
    expect(what({ ...failed, value })).toBe('pay ended with TypeError, and no fault hit it');
    expect(what({ ...failed, value: { function: 'pay', status: 'timeout' } })).toBe(
      'pay ended with timeout, and no fault hit it',
    );
    expect(() => what({ ...failed, type: 'ok' })).toThrow('info');
  });
});
