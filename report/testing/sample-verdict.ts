import type { ClientAttempt, Injection, Manifest } from '../../run/run-files.ts';
import type { Invariant, Percentiles, Verdict } from '../../verify/verdict/verdict-schema.ts';
import { percentile } from '../model/series/series.ts';
import type { SampleOptions } from './sample-options.ts';

/** The manifest of an invented run. */
export function sampleManifest(
  { orders, seed, verdict, hostile = '' }: SampleOptions,
  start: number,
  loadMs: number,
): Manifest {
  const phase = (name: string, from: number, to: number) => ({ name, startedAt: start + from, endedAt: start + to });
  return {
    schema: 1,
    experiment: { name: 'slow-and-throttled-checkout', title: `A slow and throttled checkout${hostile}` },
    claim: `Every accepted order ends in exactly one outcome, paid once or not at all${hostile}`,
    seed,
    ...(verdict === 'fail' ? { sabotage: 'no-idempotency' } : {}),
    orders,
    engine: { kind: 'localstack', endpoint: 'http://127.0.0.1:4566', version: '4.14.0' },
    versions: { faultline: '0.1.0', localstack: '4.14.0', node: `24.21.0${hostile}` },
    command: `./lab run --orders ${orders} --seed ${seed}${verdict === 'fail' ? ' --sabotage no-idempotency' : ''}${hostile}`,
    startedAt: start - 25_000,
    endedAt: start + loadMs + 16_000,
    phases: [
      phase('start LocalStack', -25_000, -17_000),
      phase('deploy', -17_000, -3000),
      phase('load and faults', -3000, loadMs),
      phase('quiet', loadMs, loadMs + 7000),
      phase('judge', loadMs + 7000, loadMs + 9000),
    ],
  };
}

interface Known {
  readonly rule: string;
  readonly fired: number;
  readonly client: readonly ClientAttempt[];
  readonly ledger: readonly Injection[];
  readonly window: { readonly from: number; readonly to: number };
}

/** The verdict of an invented run, with the offenders that its generator planted. */
export function sampleVerdict(
  options: SampleOptions,
  offending: readonly { id: string; events: number[] }[],
  known: Known,
): Verdict {
  const { orders, verdict, hostile = '' } = options;
  const [first] = offending;
  const violations = offending.map(({ id, events }) => ({
    id,
    what: `charged 2 times, expected once${hostile}`,
    events,
  }));
  const invariants: Invariant[] = [
    {
      name: 'one-outcome',
      claim: 'Every accepted order ends in exactly one final state.',
      valid: true,
      counts: { sagas: orders, open: 0 },
    },
    {
      name: 'exactly-once-effects',
      claim: 'Every effect happens exactly once for each idempotency key.',
      valid: first === undefined,
      counts: { effects: orders * 3, violations: offending.length },
      ...(first === undefined
        ? {}
        : {
            counterexample: {
              summary: `${first.id}: charged 2 times, expected once (and ${offending.length - 1} more)`,
              ids: offending.map(({ id }) => id),
              total: offending.length,
              violations,
            },
          }),
    },
    {
      name: 'money-conservation',
      claim: 'Charged less refunded is the total of the confirmed orders, at every moment.',
      valid: verdict === 'inconclusive' ? 'unknown' : first === undefined,
      counts: { entries: orders },
      ...(verdict === 'inconclusive' ? { error: 'two pages of the ledger could not be read' } : {}),
      ...(first === undefined
        ? {}
        : {
            counterexample: {
              summary: `${first.id}: 2 charges stand for one order`,
              ids: [first.id],
              total: 1,
              violations: violations.slice(0, 1),
            },
          }),
    },
    {
      name: 'compensation-order',
      claim: 'Compensations run in reverse order, each once.',
      valid: true,
      counts: { compensated: Math.floor(orders / 6) },
    },
    {
      name: 'message-conservation',
      claim: 'No message is lost: what is dead-lettered is accounted for.',
      valid: true,
      counts: { queues: 8, deadLetters: 0 },
    },
  ];
  const inside = ({ at }: ClientAttempt) => at >= known.window.from && at < known.window.to;
  const cancelled = Array.from({ length: orders }, (_, order) => order).filter(
    (order) => order % 10 === 9 || order % 15 === 14,
  ).length;
  return {
    schema: 1,
    verdict,
    exitCode: verdict === 'pass' ? 0 : verdict === 'fail' ? 1 : 2,
    reasons:
      verdict === 'inconclusive'
        ? [
            'money-conservation could not be judged: two pages of the ledger could not be read',
            'the fault inventory-throttle never fired',
          ]
        : [],
    invariants,
    faults: [
      {
        rule: known.rule,
        fault: 'delay',
        startedAt: known.window.from,
        endedAt: known.window.to,
        fired: known.fired,
        keys: new Set(known.ledger.map(({ key }) => key)).size,
        recoveredAfterMs: 6400,
      },
      ...(verdict === 'inconclusive'
        ? [
            {
              rule: 'inventory-throttle',
              fault: 'throttle',
              startedAt: known.window.from + 5000,
              endedAt: known.window.to + 5000,
              fired: 0,
              keys: 0,
              recoveredAfterMs: null,
            },
          ]
        : []),
    ],
    history: { complete: verdict !== 'inconclusive', events: orders * 12, problems: [] },
    facts: {
      requests: {
        attempts: known.client.length,
        keys: orders,
        accepted: orders,
        refused: 0,
        unknown: known.client.filter(({ status }) => status === null).length,
        repeated: known.client.length - orders,
      },
      sagas: {
        total: orders,
        open: 0,
        outcomes: { confirmed: orders - cancelled, cancelled },
        reasons: {},
        unexpected: 0,
      },
      latencyMs: {
        all: percentilesOf(known.client),
        inFaults: percentilesOf(known.client.filter(inside)),
        outsideFaults: percentilesOf(known.client.filter((attempt) => !inside(attempt))),
      },
      sagaMs: { all: null, inFaults: null, outsideFaults: null },
      throughput: { seconds: 60, requestsPerSecond: known.client.length / 60, sagasPerSecond: orders / 60 },
    },
  };
}

function percentilesOf(client: readonly ClientAttempt[]): Percentiles | null {
  const sorted = client.map(({ at, endedAt }) => endedAt - at).sort((a, b) => a - b);
  const at = (share: number) => percentile(sorted, share) ?? 0;
  return sorted.length === 0 ? null : { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
