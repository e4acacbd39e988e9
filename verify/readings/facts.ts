import { build, type Histogram } from 'hdr-histogram-js';
import type { HistoryEvent } from '../history/event.ts';
import type { Facts, FaultFact, Percentiles, Windowed } from '../verdict/verdict-schema.ts';
import { availabilityOf, type Objective } from './availability.ts';
import { type FaultRule, faultsOf } from './faults.ts';
import { dirtyRefusalsOf } from './isolation.ts';
import { loadOf } from './load.ts';
import { type Duration, recoveriesOf } from './recovery.ts';
import { type SagaHistory, sagasOf } from './sagas.ts';
import { sometimesOf } from './sometimes.ts';
import { unitFacts, unitsOf } from './units.ts';

const nsPerMs = 1e6;

type Measured = ReturnType<typeof recoveriesOf>[number];

/**
 * What a history measures, judged by nobody.
 * @param origin epoch ms of time 0
 * @param objective what customers were promised; the default stands in
 */
export function factsOf(
  history: readonly HistoryEvent[],
  origin: number,
  objective?: Objective,
): { facts: Facts; faults: FaultFact[] } {
  const model = sagasOf(history);
  const rules = faultsOf(history);
  const windows = rules.flatMap((rule) => rule.windows);
  const answers = model.attempts.filter((attempt) => Number.isFinite(attempt.end));
  const load = loadOf(history);
  const measured = recoveriesOf(rules, load);
  const recoveries = rules.map((rule, n) => ({ rule, recovery: measured[n] as Measured }));
  const facts: Facts = {
    requests: requestFacts(model),
    units: unitFacts(unitsOf(history)),
    latencyMs: windowed(answers, windows),
    unitMs: windowed(load.durations, windows),
    throughput: throughput(model, load.durations),
    availability: availabilityOf(model, objective),
    sometimes: sometimesOf(history),
    ...(model.sagas.size > 0 && { dirtyRefusals: dirtyRefusalsOf(history).length }),
    repair: repairs(recoveries.map(({ recovery }) => recovery)),
  };
  return { facts, faults: recoveries.map(({ rule, recovery }) => faultFact(rule, recovery, origin)) };
}

function requestFacts({ attempts }: SagaHistory): Facts['requests'] {
  const keys = new Set(attempts.map((attempt) => attempt.key));
  const accepted = new Set(attempts.filter((attempt) => attempt.outcome === 'ok').map((attempt) => attempt.key));
  return {
    attempts: attempts.length,
    keys: keys.size,
    accepted: accepted.size,
    refused: attempts.filter((attempt) => attempt.outcome === 'fail').length,
    unknown: attempts.filter((attempt) => attempt.outcome === 'info').length,
    repeated: attempts.length - keys.size,
  };
}

function windowed(durations: readonly Duration[], windows: readonly Duration[]): Windowed {
  const inside = (duration: Duration): boolean =>
    windows.some((window) => duration.start < window.end && duration.end > window.start);
  return {
    all: percentiles(durations),
    inFaults: percentiles(durations.filter(inside)),
    outsideFaults: percentiles(durations.filter((duration) => !inside(duration))),
  };
}

function percentiles(durations: readonly Duration[]): Percentiles | null {
  if (durations.length === 0) return null;
  const histogram: Histogram = build({ bitBucketSize: 32, autoResize: true, numberOfSignificantValueDigits: 3 });
  for (const { start, end } of durations) histogram.recordValue(Math.round((end - start) / nsPerMs));
  const at = (percentile: number): number => histogram.getValueAtPercentile(percentile);
  return { count: durations.length, p50: at(50), p95: at(95), p99: at(99), max: histogram.maxValue };
}

function throughput({ attempts }: SagaHistory, units: readonly Duration[]): Facts['throughput'] {
  const all: readonly Duration[] = [...attempts.filter((attempt) => Number.isFinite(attempt.end)), ...units];
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { start, end } of all) {
    first = Math.min(first, start);
    last = Math.max(last, end);
  }
  const seconds = all.length === 0 ? 0 : (last - first) / 1e9;
  const rate = (count: number): number => (seconds === 0 ? 0 : Math.round((count / seconds) * 100) / 100);
  return { seconds, requestsPerSecond: rate(attempts.length), unitsPerSecond: rate(units.length) };
}

function faultFact(rule: FaultRule, recovery: Measured, origin: number): FaultFact {
  const epoch = (time: number): number => Math.round(origin + time / nsPerMs);
  const ms = (ns: number | null): number | null => (ns === null ? null : Math.round(ns / nsPerMs));
  const window = rule.windows.at(-1);
  const start = rule.windows[0]?.start;
  return {
    rule: rule.rule,
    fault: rule.fault,
    fired: rule.fired,
    keys: rule.keys.size,
    ...(start !== undefined && { startedAt: epoch(start) }),
    ...(window !== undefined && Number.isFinite(window.end) && { endedAt: epoch(window.end) }),
    ...('notMeasured' in recovery
      ? { recoveryNotMeasured: recovery.notMeasured }
      : { recoveredAfterMs: ms(recovery.after), detectedAfterMs: ms(recovery.detected) }),
  };
}

/** The mean times to detect and to repair over all faults that showed, and that went. */
function repairs(recoveries: readonly Measured[]): Facts['repair'] {
  const measured = recoveries.flatMap((recovery) => ('notMeasured' in recovery ? [] : [recovery]));
  const times = measured.flatMap(({ repair }) => (repair === null ? [] : [repair / nsPerMs]));
  const signs = measured.flatMap(({ detected }) => (detected === null ? [] : [detected / nsPerMs]));
  return {
    faults: recoveries.length,
    repaired: times.length,
    hidden: measured.filter(({ detected }) => detected === null).length,
    notMeasured: recoveries.length - measured.length,
    meanMs: meanOf(times),
    meanDetectMs: meanOf(signs),
  };
}

function meanOf(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
}
