import { percentile } from '../../kernel/percentile.ts';
import type { ClientAttempt, Injection } from '../../run/run-files.ts';
import type { Invariant, Percentiles, Verdict } from '../../verify/verdict/verdict-schema.ts';
import type { SampleOptions } from './sample-options.ts';
import { expectedOf } from './sample-sagas.ts';
import { orderSystem } from './sample-systems.ts';

interface Known {
  readonly rule: string;
  readonly client: readonly ClientAttempt[];
  readonly ledger: readonly Injection[];
  readonly window: { readonly from: number; readonly to: number };
}

interface Offender {
  readonly id: string;
  readonly events: number[];
}

/** The verdict of an invented run, with the offenders that its generator planted. */
export function sampleVerdict(options: SampleOptions, offending: readonly Offender[], known: Known): Verdict {
  const { count, verdict, system = orderSystem } = options;
  const isInconclusive = verdict === 'inconclusive';
  const unfired = `${system.spared}-throttle`;
  const { from, to } = known.window;
  return {
    schema: 2,
    verdict,
    exitCode: verdict === 'pass' ? 0 : verdict === 'fail' ? 1 : 2,
    reasons: isInconclusive
      ? [`${system.broken[1].name} could not be judged: ${unread}`, `the fault ${unfired} never fired`]
      : [],
    invariants: invariantsOf(options, offending),
    faults: [
      {
        ...{ rule: known.rule, fault: 'delay', startedAt: from, endedAt: to },
        fired: known.ledger.length,
        keys: new Set(known.ledger.map(({ key }) => key)).size,
        recoveredAfterMs: 6400,
      },
      ...(isInconclusive
        ? [
            {
              ...{ rule: unfired, fault: 'throttle', startedAt: from + 5000, endedAt: to + 5000 },
              ...{ fired: 0, keys: 0, recoveredAfterMs: null },
            },
          ]
        : []),
    ],
    history: { complete: !isInconclusive, events: count * 12, problems: [] },
    facts: factsOf(options, known),
  };
}

const unread = 'two pages of the ledger could not be read';

function invariantsOf(options: SampleOptions, offending: readonly Offender[]): Invariant[] {
  const { count, verdict, system = orderSystem, hostile = '' } = options;
  const { what, summary } = system.offence;
  const violations = offending.map(({ id, events }) => ({ id, what: `${what}${hostile}`, events }));
  const [first] = violations;
  const [most, one] = system.broken;
  const [kept, ...others] = system.kept.map(({ name, claim, counts }): Invariant => {
    return { name, claim, valid: true, counts: counts(count) };
  });
  const found = (all: typeof violations, words: string) => ({
    counterexample: { summary: words, ids: all.map(({ id }) => id), total: all.length, violations: all },
  });
  return [
    ...(kept === undefined ? [] : [kept]),
    {
      ...{ name: most.name, claim: most.claim, valid: first === undefined },
      counts: { ...most.counts(count), violations: violations.length },
      ...(first && found(violations, `${first.id}: ${what} (and ${violations.length - 1} more)`)),
    },
    {
      ...{ name: one.name, claim: one.claim, counts: one.counts(count) },
      valid: verdict === 'inconclusive' ? 'unknown' : first === undefined,
      ...(verdict === 'inconclusive' && { error: unread }),
      ...(first && found([first], `${first.id}: ${summary}`)),
    },
    ...others,
  ];
}

function factsOf({ count, system = orderSystem }: SampleOptions, { client, window }: Known): Verdict['facts'] {
  const inside = ({ at }: ClientAttempt) => at >= window.from && at < window.to;
  const numbers = Array.from({ length: count }, (_, number) => number);
  const cancelled = numbers.filter((number) => expectedOf(number) !== 'confirmed').length;
  const outcomes: Record<string, number> = system.hasSagas
    ? { confirmed: count - cancelled, cancelled }
    : { accepted: count };
  return {
    requests: {
      attempts: client.length,
      keys: count,
      accepted: count,
      refused: 0,
      unknown: client.filter(({ outcome }) => outcome === 'info').length,
      repeated: client.length - count,
    },
    units: { total: count, open: 0, outcomes, reasons: {}, unexpected: 0 },
    latencyMs: {
      all: percentilesOf(client),
      inFaults: percentilesOf(client.filter(inside)),
      outsideFaults: percentilesOf(client.filter((attempt) => !inside(attempt))),
    },
    unitMs: { all: null, inFaults: null, outsideFaults: null },
    throughput: { seconds: 60, requestsPerSecond: client.length / 60, unitsPerSecond: count / 60 },
  };
}

function percentilesOf(client: readonly ClientAttempt[]): Percentiles | null {
  const sorted = client.map(({ at, endedAt }) => endedAt - at).sort((a, b) => a - b);
  const at = (percent: number) => percentile(sorted, percent) ?? 0;
  return sorted.length === 0 ? null : { count: sorted.length, p50: at(50), p95: at(95), p99: at(99), max: at(100) };
}
