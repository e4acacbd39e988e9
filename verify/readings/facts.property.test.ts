import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EventType, type HistoryEvent, nemesis } from '../history/event.ts';
import { factsSchema, type Percentiles } from '../verdict/verdict-schema.ts';
import { factsOf } from './facts.ts';
import { faultsOf } from './faults.ts';
import { loadOf } from './load.ts';
import { type Duration, recoveriesOf } from './recovery.ts';

const ms = 1e6;
const origin = 1_700_000_000_000;

interface Attempt {
  readonly key: string;
  readonly start: number;
  readonly takes: number;
  readonly outcome: 'ok' | 'fail' | 'info' | 'never';
}

/** A window of a rule, closed or not, and what it hit while it was open. */
interface Fault {
  readonly rule: string;
  readonly start: number;
  readonly takes: number | null;
  readonly hits: readonly string[];
}

const attempts = fc.array(
  fc.record<Attempt>({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    start: fc.nat(40_000),
    takes: fc.nat(1900),
    outcome: fc.constantFrom('ok', 'ok', 'ok', 'fail', 'info', 'never'),
  }),
  { maxLength: 40 },
);
const faults = fc.uniqueArray(
  fc.record<Fault>({
    rule: fc.constantFrom('slow', 'kill'),
    start: fc.integer({ min: 5000, max: 30_000 }),
    takes: fc.option(fc.nat(5000), { freq: 6 }),
    hits: fc.array(fc.constantFrom('a', 'b', '')),
  }),
  { selector: ({ rule }) => rule },
);

type Told = Omit<HistoryEvent, 'index'>;

/** In ms: what is told becomes the history, in ns. */
function historyOf(made: readonly Attempt[], broken: readonly Fault[], baseline: boolean): HistoryEvent[] {
  const before = Array.from({ length: baseline ? 12 : 0 }, (_, n): Attempt => {
    return { key: `before-${n}`, start: 0, takes: 100 * n, outcome: 'ok' };
  });
  const told = [...before, ...made].flatMap(({ key, start, takes, outcome }, n): Told[] => {
    const about = { process: n, f: 'request', key };
    const invoke: Told = { ...about, time: start, type: 'invoke', value: { digest: key } };
    const value = outcome === 'ok' ? {} : undefined;
    return outcome === 'never' ? [invoke] : [invoke, { ...about, time: start + takes, type: outcome, value }];
  });
  const amiss = broken.flatMap(({ rule, start, takes, hits }): Told[] => {
    const at = (time: number, type: EventType, f: string, value: object): Told => {
      return { process: nemesis, key: rule, time, type, f, value };
    };
    const fired = hits.map((key) => at(start, 'info', 'injection', { fault: 'delay', ...(key !== '' && { key }) }));
    const opened = [at(start, 'invoke', 'fault', { fault: 'delay' }), ...fired];
    return takes === null ? opened : [...opened, at(start + takes, 'ok', 'fault', {})];
  });
  const inOrder = [...told, ...amiss].sort((a, b) => a.time - b.time);
  return inOrder.map((event, index) => ({ ...event, index, time: event.time * ms }));
}

/** Whether these are the percentiles of durations: each is one of them, at its place in their order, or beside it. */
function arePercentiles(found: Percentiles | null, durations: readonly Duration[]): void {
  const sorted = durations.map(({ start, end }) => (end - start) / ms).sort((a, b) => a - b);
  if (found === null || sorted.length === 0) {
    expect([found, sorted]).toEqual([null, []]);
    return;
  }
  // Three digits of a histogram.
  const isAlike = (one: number, other: number): boolean => Math.abs(one - other) <= other / 1000;
  expect([found.count, isAlike(found.max, sorted.at(-1) as number)]).toEqual([sorted.length, true]);
  for (const [value, percent] of [
    [found.p50, 50],
    [found.p95, 95],
    [found.p99, 99],
  ] as const) {
    const place = (percent / 100) * sorted.length;
    expect(sorted.filter((each) => each < value && !isAlike(value, each)).length).toBeLessThanOrEqual(place + 1);
    expect(sorted.filter((each) => each <= value || isAlike(value, each)).length).toBeGreaterThanOrEqual(place - 1);
    expect(sorted.some((each) => isAlike(value, each))).toBe(true);
  }
}

describe('what a history measures', () => {
  const drawn = fc.tuple(attempts, faults, fc.boolean()).map(([made, broken, baseline]) => ({
    broken,
    history: historyOf(made, broken, baseline),
  }));

  it('of requests and their answers, inside of faults and outside', () => {
    fc.assert(
      fc.property(drawn, ({ history, broken }) => {
        const { facts } = factsOf(history, origin);
        expect(factsSchema.parse(facts)).toEqual(facts);
        const asked = history.filter(({ f, type }) => f === 'request' && type === 'invoke');
        const ends = history.filter(({ f, type }) => f === 'request' && type !== 'invoke');
        const keys = (events: readonly HistoryEvent[]): number => new Set(events.map(({ key }) => key)).size;
        const many = (type: EventType): number => ends.filter((event) => event.type === type).length;
        expect(facts.requests).toEqual({
          ...{ attempts: asked.length, keys: keys(asked), repeated: asked.length - keys(asked) },
          accepted: keys(ends.filter(({ type }) => type === 'ok')),
          ...{ refused: many('fail'), unknown: many('info') + asked.length - ends.length },
        });
        expect('dirtyRefusals' in facts).toBe(false);
        const windows = broken.map(({ start, takes }) => ({
          start: start * ms,
          end: takes === null ? Infinity : (start + takes) * ms,
        }));
        const isInside = ({ start, end }: Duration): boolean =>
          windows.some((window) => start < window.end && end > window.start);
        const answers = ends.map(({ process, time: end }) => {
          return { start: (asked.find((event) => event.process === process) as HistoryEvent).time, end };
        });
        const { durations } = loadOf(history);
        for (const [found, all] of [
          [facts.latencyMs, answers],
          [facts.unitMs, durations],
        ] as const) {
          arePercentiles(found.all, all);
          arePercentiles(found.inFaults, all.filter(isInside));
          arePercentiles(
            found.outsideFaults,
            all.filter((each) => !isInside(each)),
          );
        }
        const times = [...answers, ...durations];
        const seconds =
          times.length === 0
            ? 0
            : (Math.max(...times.map(({ end }) => end)) - Math.min(...times.map(({ start }) => start))) / 1e9;
        const rate = (count: number): number => (seconds === 0 ? 0 : Number((count / seconds).toFixed(2)));
        expect(facts.throughput.seconds).toBe(seconds);
        expect(facts.throughput.requestsPerSecond).toBeCloseTo(rate(asked.length), 1);
        expect(facts.throughput.unitsPerSecond).toBeCloseTo(rate(durations.length), 1);
      }),
      { numRuns: 150 },
    );
  });

  it('of faults, and how the system came back after them', () => {
    fc.assert(
      fc.property(drawn, ({ history, broken }) => {
        const { facts, faults: told } = factsOf(history, origin);
        const rules = faultsOf(history);
        const recoveries = recoveriesOf(rules, loadOf(history));
        expect(told.map(({ rule }) => rule)).toEqual(rules.map(({ rule }) => rule));
        const round = (ns: number | null): number | null => (ns === null ? null : Math.round(ns / ms));
        for (const [n, fact] of told.entries()) {
          const { start, takes, hits } = broken.find(({ rule }) => rule === fact.rule) as Fault;
          const recovery = recoveries[n] as (typeof recoveries)[number];
          expect(fact).toEqual({
            ...{ rule: fact.rule, fault: 'delay', fired: hits.length, startedAt: origin + start },
            keys: new Set(hits.filter((key) => key !== '')).size,
            ...(takes !== null && { endedAt: origin + start + takes }),
            ...('notMeasured' in recovery
              ? { recoveryNotMeasured: recovery.notMeasured }
              : { recoveredAfterMs: round(recovery.after), detectedAfterMs: round(recovery.detected) }),
          });
        }
        const measured = recoveries.flatMap((recovery) => ('notMeasured' in recovery ? [] : [recovery]));
        const known = (times: readonly (number | null)[]): number[] => times.filter((time) => time !== null);
        const mean = (times: readonly number[]): number | null =>
          times.length === 0 ? null : Math.round(times.reduce((a, b) => a + b, 0) / times.length / ms);
        const repaired = known(measured.map(({ repair }) => repair));
        const detected = known(measured.map((recovery) => recovery.detected));
        expect(facts.repair).toEqual({
          ...{ faults: recoveries.length, notMeasured: recoveries.length - measured.length },
          ...{ repaired: repaired.length, hidden: measured.length - detected.length },
          ...{ meanMs: mean(repaired), meanDetectMs: mean(detected) },
        });
      }),
      { numRuns: 300 },
    );
  });

  it('tell of dirty refusals as soon as there is a saga', () => {
    const begin = {
      index: 0,
      time: 0,
      process: 'saga',
      type: 'ok',
      f: 'begin',
      key: 's',
      value: { plan: [] },
    } as const;
    expect(factsOf([begin], origin).facts.dirtyRefusals).toBe(0);
    expect('dirtyRefusals' in factsOf([], origin).facts).toBe(false);
  });
});
