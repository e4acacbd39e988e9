import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type HistoryEvent, nemesis } from '../../history/event.ts';
import type { Duration, Load } from '../../readings/recovery.ts';
import { faultWindows, firstSign, loads, returnsAfter, second } from '../../readings/testing/recovery-oracle.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { detected } from './detected.ts';
import { steadyAgain } from './steady-again.ts';

type Event = Omit<HistoryEvent, 'index'>;

/** Some faults never end, some never begin; of some runs too little was seen before the first. */
const runs = fc.record({
  load: loads.map(
    (load): Load => ({ ...load, backlog: [...new Map(load.backlog.map((each) => [each.time, each])).values()] }),
  ),
  windows: faultWindows.map((windows) => windows.toSorted((a, b) => a.start - b.start)),
  amiss: fc.constantFrom(undefined, undefined, undefined, 'never ends', 'never begins', 'short'),
  withinMs: fc.constantFrom(500, 1_000, 2_000, 3_999.5, 5_000),
});
type Run = typeof runs extends fc.Arbitrary<infer Value> ? Value : never;

/** The first of the durations is left out where the baseline is to be too short. */
const observed = ({ load, amiss }: Run): Load =>
  amiss === 'short' ? { ...load, durations: load.durations.slice(1) } : load;

function historyOf(run: Run): HistoryEvent[] {
  const { durations, answers, backlog } = observed(run);
  const events: Event[] = [];
  for (const [n, { start, end }] of durations.entries()) {
    const saga = { process: `s-${n}`, type: 'ok' as const, key: `s-${n}` };
    events.push({ ...saga, time: start, f: 'begin', value: { request: `of-${n}`, plan: [] } });
    events.push({ ...saga, time: end, f: 'end', value: { version: 1, outcome: 'committed', label: 'done' } });
  }
  for (const [n, { time, bad }] of answers.entries()) {
    const request = { process: `client-${n}`, f: 'request', key: `r-${n}` };
    events.push({ ...request, time: time - 1, type: 'invoke', value: { digest: `${n}` } });
    events.push({ ...request, time, type: bad ? 'info' : 'ok', ...(bad ? { error: 'status 503' } : { value: {} }) });
  }
  for (const { time, messages } of backlog) {
    const depth = { time, process: 'observer', type: 'ok' as const, f: 'depth' };
    events.push({ ...depth, key: 'q', value: { visible: messages, inFlight: 0, delayed: 0, deadLetter: false } });
    events.push({ ...depth, key: 'dead', value: { visible: 9, inFlight: 0, delayed: 0, deadLetter: true } });
  }
  for (const [n, { start, end }] of run.windows.entries()) {
    const fault = { process: nemesis, f: 'fault', key: `rule-${n}`, value: { fault: 'delay' } };
    events.push({ ...fault, time: start, type: 'invoke' });
    if (n > 0 || run.amiss !== 'never ends') events.push({ ...fault, time: end, type: 'ok' });
  }
  if (run.amiss === 'never begins')
    events.push({ time: 1e9, process: nemesis, type: 'info', f: 'injection', key: 'idle' });
  return events.toSorted((a, b) => a.time - b.time).map((event, index) => ({ ...event, index }));
}

/** Why a fault is not measured. */
function unmeasured(run: Run, { end }: Duration, n: number): string | undefined {
  const { durations, answers, backlog } = observed(run);
  if (n === 0 && run.amiss === 'never ends') return 'it never ended';
  if (run.amiss === 'short') return 'no baseline: 9 sagas ended before the first fault, expected 10';
  const isLater = (time: number) => time >= end;
  const isSeen =
    durations.some((each) => isLater(each.end)) || [...answers, ...backlog].some(({ time }) => isLater(time));
  return isSeen ? undefined : 'nothing was observed after its end';
}

/** What is to be said of a run: for each fault why it is not measured, or how long it took (ns; null: for ever). */
function expectedOf(run: Run, tookOf: (window: Duration) => number | null) {
  const reasons = run.windows.flatMap((window, n) => unmeasured(run, window, n)?.replace(/^/, `rule-${n}: `) ?? []);
  if (run.amiss === 'never begins') reasons.unshift('idle: it never began');
  const measured = run.windows.flatMap((window, n) =>
    unmeasured(run, window, n) === undefined ? [{ id: `rule-${n}`, took: tookOf(window) }] : [],
  );
  return { reasons, measured };
}

const eventsOf = (history: readonly HistoryEvent[], rule: string) =>
  history.filter(({ f, key }) => f === 'fault' && key === rule).map(({ index }) => index);

const sides = { valid: 150, accused: 150, unknown: 150 };
const sideOf = { true: 'valid', false: 'accused', unknown: 'unknown' } as const;

/** What a checker says of a run, which must accuse of just these violations, or not know for these reasons. */
function judgedAs(
  checker: typeof steadyAgain | typeof detected,
  run: Run,
  violations: readonly { readonly id: string; readonly what: string }[],
  reasons: readonly string[],
) {
  const history = historyOf(run);
  const { valid, counts, error, counterexample } = checker.check(history, { withinMs: run.withinMs });
  const found = counterexample?.violations ?? [];
  const isUnknown = violations.length === 0 && reasons.length > 0;
  expect({ valid, error, accused: found.map(({ id, what }) => ({ id, what })) }).toEqual({
    valid: isUnknown ? 'unknown' : violations.length === 0,
    error: isUnknown ? `not measured: ${reasons.join('; ')}` : undefined,
    accused: violations,
  });
  for (const { id, events } of found) expect(events).toEqual(eventsOf(history, id));
  return { valid, counts };
}

describe('recovery, beside a look at every second', () => {
  it('takes too long or is never seen exactly where steady-again accuses', () => {
    assertEverySide(runs, { ...sides, 'never again': 20 }, 500, (run, see) => {
      const { reasons, measured } = expectedOf(run, ({ end }) => returnsAfter(observed(run), end));
      const violations = measured.flatMap(({ id, took }) => {
        if (took === null) return [{ id, what: 'no steady state was seen after it' }];
        if (took <= run.withinMs * 1e6) return [];
        return [{ id, what: `steady only ${took / 1e6} ms after its end, expected ${run.withinMs} ms` }];
      });
      const { valid, counts } = judgedAs(steadyAgain, run, violations, reasons);
      expect(counts).toMatchObject({
        faults: run.windows.length + (run.amiss === 'never begins' ? 1 : 0),
        worstMs: Math.max(0, ...measured.map(({ took }) => (took ?? 0) / 1e6)),
      });
      see(sideOf[`${valid}`]);
      if (measured.some(({ took }) => took === null)) see('never again');
    });
  });

  it('is preceded by a sign that is too late exactly where detected accuses', () => {
    assertEverySide(runs, { ...sides, hidden: 50 }, 500, (run, see) => {
      const { reasons, measured } = expectedOf(run, (window) => {
        const sign = firstSign(observed(run), window);
        return sign === null ? null : sign - window.start;
      });
      const violations = measured.flatMap(({ id, took }) => {
        if (took === null || took <= run.withinMs * 1e6) return [];
        return [{ id, what: `its first sign came ${took / 1e6} ms after its begin, expected ${run.withinMs} ms` }];
      });
      const { valid, counts } = judgedAs(detected, run, violations, reasons);
      const hidden = measured.filter(({ took }) => took === null).length;
      expect(counts).toMatchObject({ hidden, worstMs: Math.max(0, ...measured.map(({ took }) => (took ?? 0) / 1e6)) });
      see(sideOf[`${valid}`]);
      if (hidden > 0) see('hidden');
    });
  });

  it('is asked for within a minute, if nothing else is said', () => {
    for (const checker of [steadyAgain, detected]) {
      expect(checker.options?.prefault({}).parse(undefined)).toEqual({ withinMs: 60 * (second / 1e6) });
    }
  });
});
