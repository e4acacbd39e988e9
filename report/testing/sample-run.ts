import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audit, ClientAttempt, Injection, MetricsSample, Refusal } from '../../run/run-files.ts';
import { sweepFile } from '../../run/sweep-file.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { writeHistory } from '../../verify/history/write-history.ts';
import type { Run } from '../model/run.ts';
import { sampleExchange } from './sample-messages.ts';
import type { SampleOptions } from './sample-options.ts';
import { sampleSweep } from './sample-sweep.ts';
import { sampleManifest, sampleVerdict } from './sample-verdict.ts';

type Summed = 'manifest' | 'verdict' | 'audit';

/** All files of an invented run. */
export type SampleRun = Omit<Run, 'dir' | 'files' | 'origin' | Summed> & {
  readonly [File in Summed]: NonNullable<Run[File]>;
};

export const sampleStart = Date.UTC(2026, 10, 21, 9, 30);
const loadMs = 60_000;
/** The fault window of the sample: a third of the load. */
export const sampleWindow = { from: sampleStart + 20_000, to: sampleStart + 40_000 };
const services = ['orders', 'payments', 'inventory', 'shipping'] as const;

/** A stream of numbers in [0, 1), the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Draft = Omit<HistoryEvent, 'index' | 'time'> & { readonly at: number };

/** Invents a run of the order system under a delay of payments: the same options give the same run. */
export function sampleRun(options: SampleOptions): SampleRun {
  const random = randomOf(options.seed);
  const client: ClientAttempt[] = [];
  const ledger: Injection[] = [];
  const drafts: Draft[] = [];
  const broken: string[] = [];
  const rule = `payments-slow${options.hostile ?? ''}`;
  for (let order = 0; order < options.orders; order += 1) {
    const at = Math.round(sampleStart + (order / options.orders) * loadMs + random() * 200);
    const inFault = at >= sampleWindow.from && at < sampleWindow.to;
    const id = `ord-${String(order).padStart(5, '0')}${order % 50 === 7 ? (options.hostile ?? '') : ''}`;
    const hit = inFault && random() < 0.3;
    const doubled = options.verdict === 'fail' && hit && broken.length < 7 && random() < 0.4;
    if (doubled) broken.push(id);
    const answer = Math.round((inFault ? 60 : 22) * (0.6 + random() * random() * 4));
    const lost = inFault && random() < 0.04;
    attempt(client, drafts, { at, id, order, attempt: 1, answer, lost });
    if (lost || order % 12 === 3)
      attempt(client, drafts, { at: at + answer + 400, id, order, attempt: 2, answer, lost: false });
    if (hit) ledger.push(injection(at + 90, rule, id));
    drafts.push(...saga(at + answer, id, order, hit ? 900 : 180 + random() * 160, doubled));
  }
  const history = ordered(drafts);
  const offending = broken.map((id) => ({
    id,
    events: history.filter((event) => event.f === 'money' && sagaNamedBy(event) === id).map(({ index }) => index),
  }));
  return {
    manifest: sampleManifest(options, sampleStart, loadMs),
    verdict: sampleVerdict(options, offending, { rule, fired: ledger.length, client, ledger, window: sampleWindow }),
    audit: auditOf(rule),
    sweep: options.sweep === true ? sampleSweep(options, broken) : undefined,
    client,
    journal: [
      { at: sampleStart - 500, step: 'load', status: 'started' },
      { at: sampleWindow.from, step: `fault:${rule}`, status: 'started', detail: { rule } },
      { at: sampleWindow.to, step: `fault:${rule}`, status: 'completed', detail: { rule } },
      { at: sampleStart + loadMs, step: 'load', status: 'completed' },
    ],
    ledger,
    refusals: options.refused === true ? ledger.slice(0, 3).map((one) => refusalOf(one, options.hostile)) : [],
    metrics: metricsOf(random, options),
    history,
  };
}

function refusalOf(injection: Injection, hostile = ''): Refusal {
  return { ...injection, faultline: 'refusal', refused: `it would lose messages${hostile}` };
}

function auditOf(rule: string): Audit {
  const { from: startsAt, to: expiresAt } = sampleWindow;
  const times = { requestedAt: startsAt - 900, startsAt, expiresAt, timeToEffectMs: 140, withdrawnAt: expiresAt + 60 };
  const settings = { 'reserved concurrency of faultline-payments': 'none' };
  return {
    schema: 1,
    faults: [{ rule, fault: 'delay', ...times, timeToRevertMs: 75 }],
    settings: { before: settings, after: settings },
    residue: [],
  };
}

function sagaNamedBy(event: HistoryEvent): unknown {
  return (event.value as { saga?: string } | undefined)?.saga;
}

interface Asked {
  readonly at: number;
  readonly id: string;
  readonly order: number;
  readonly attempt: number;
  readonly answer: number;
  readonly lost: boolean;
}

function attempt(
  client: ClientAttempt[],
  drafts: Draft[],
  { at, id, order, attempt: number, answer, lost }: Asked,
): void {
  const key = `key-${order}`;
  const endedAt = at + (lost ? 3000 : answer);
  const expected = expectedOf(order);
  client.push({
    ...{
      at,
      endedAt,
      process: `vu-${order}`,
      request: order,
      attempt: number,
      idempotencyKey: key,
      bodySha256: 'ab12',
      expected,
    },
    ...(lost ? { status: null, error: 'ETIMEDOUT' } : { status: 202, orderId: id }),
  });
  const process = `vu-${order}-${number}`;
  drafts.push({ at, process, type: 'invoke', f: 'request', key, value: { digest: 'ab12', expected } });
  drafts.push(
    lost
      ? { at: endedAt, process, type: 'info', f: 'request', key, error: 'ETIMEDOUT' }
      : { at: endedAt, process, type: 'ok', f: 'request', key, value: { saga: id } },
  );
}

function expectedOf(order: number): string {
  if (order % 10 === 9) return 'card-declined';
  return order % 15 === 14 ? 'out-of-stock' : 'confirmed';
}

function injection(at: number, rule: string, key: string): Injection {
  return {
    faultline: 'injection',
    at,
    rule,
    fault: 'delay',
    key,
    function: 'faultline-payments',
    place: 'invocation',
    environment: 'e1',
    requestId: `r-${key}`,
  };
}

function saga(at: number, id: string, order: number, stepMs: number, doubled: boolean): Draft[] {
  const expected = expectedOf(order);
  const amount = 1000 + (order % 40) * 125;
  const event = (after: number, f: string, value: unknown, process = 'saga'): Draft => ({
    at: at + after,
    process: `${process}/${id}`,
    type: 'ok',
    f,
    key: id,
    value,
  });
  const drafts = [
    event(0, 'begin', { request: `key-${order}`, amount, plan: ['charge', 'reserve', 'ship'] }),
    event(1, 'transition', { version: 1, event: 'began' }),
  ];
  const money = (after: number, entry: string): Draft[] => [
    {
      at: at + after,
      process: `payments/${id}/${entry}`,
      type: 'invoke',
      f: 'money',
      key: entry,
      value: { saga: id, direction: 'charge', amount },
    },
    {
      at: at + after + 12,
      process: `payments/${id}/${entry}`,
      type: 'ok',
      f: 'money',
      key: entry,
      value: { saga: id, direction: 'charge', amount },
    },
  ];
  if (expected === 'card-declined') {
    return [
      ...drafts,
      event(stepMs, 'transition', { version: 2, event: 'refused', step: 'charge' }),
      event(stepMs + 2, 'end', { version: 3, outcome: 'compensated', label: 'cancelled', reason: expected }),
    ];
  }
  drafts.push(...money(stepMs - 20, `${id}#charge`));
  if (doubled) drafts.push(...money(stepMs + 1400, `${id}#charge-again`));
  ['charge', 'reserve', 'ship'].forEach((step, index) => {
    const doneAt = at + stepMs * (index + 1);
    const queue = `faultline-${services[index + 1]}`;
    const again = doubled && step === 'charge';
    drafts.push(...sampleExchange({ saga: id, step, queue, sentAt: doneAt - stepMs + 10, doneAt, again }));
    drafts.push({
      at: at + stepMs * (index + 1),
      process: `effects/${id}`,
      type: 'ok',
      f: 'effect',
      key: `${id}#${step}`,
      value: { saga: id, step, action: 'commit' },
    });
    drafts.push(event(stepMs * (index + 1) + 8, 'transition', { version: index + 2, event: 'committed', step }));
  });
  const end =
    expected === 'confirmed'
      ? { outcome: 'committed', label: 'confirmed' }
      : { outcome: 'compensated', label: 'cancelled', reason: expected };
  return [...drafts, event(stepMs * 3 + 12, 'end', { version: 5, ...end })];
}

function ordered(drafts: readonly Draft[]): readonly HistoryEvent[] {
  return [...drafts]
    .sort((a, b) => a.at - b.at)
    .map(({ at, ...event }, index) => ({ ...event, index, time: Math.max(0, Math.round((at - sampleStart) * 1e6)) }));
}

function metricsOf(random: () => number, { orders, verdict }: SampleOptions): MetricsSample[] {
  const samples: MetricsSample[] = [];
  for (let at = sampleStart - 4000; at < sampleStart + loadMs + 9000; at += 1500) {
    const slow = Math.max(0, Math.min(at - sampleWindow.from, sampleWindow.to - at + 6000) / 20_000);
    const depth = (share: number) =>
      at < sampleStart || at > sampleStart + loadMs + 5000
        ? 0
        : Math.round((random() * 4 + slow * share * orders) * 0.2);
    const queues = Object.fromEntries(
      services.flatMap((service) => [
        [
          `faultline-${service}`,
          { visible: depth(service === 'payments' ? 0.6 : 0.05), inFlight: depth(0.05), delayed: 0 },
        ],
        [
          `faultline-${service}-dlq`,
          {
            visible: verdict === 'fail' && service === 'payments' && at > sampleWindow.to ? 2 : 0,
            inFlight: 0,
            delayed: 0,
          },
        ],
      ]),
    );
    const alive = (share: number) => Math.min(5, 1 + Math.round(slow * share));
    const environments = { 'faultline-orders-api': alive(1), 'faultline-payments': alive(4) };
    samples.push({ at, queues, environments });
  }
  return samples;
}

/** Writes an invented run into a folder, as the lab leaves a real one. */
export async function writeSampleRun(dir: string, run: SampleRun): Promise<void> {
  await mkdir(dir, { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(dir, name), `${JSON.stringify(value, null, 2)}\n`);
  const lines = (name: string, values: readonly unknown[]) =>
    writeFile(join(dir, name), values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  await Promise.all([
    json('manifest.json', run.manifest),
    json('verdict.json', run.verdict),
    json('audit.json', run.audit),
    ...(run.sweep === undefined ? [] : [json(sweepFile, run.sweep)]),
    lines('client.jsonl', run.client),
    lines('journal.jsonl', run.journal),
    lines('ledger.jsonl', run.ledger),
    lines('refusals.jsonl', run.refusals),
    lines('metrics.jsonl', run.metrics),
    writeHistory(join(dir, 'history.jsonl'), { faultline: 'history', version: 1, origin: sampleStart }, run.history),
  ]);
}
