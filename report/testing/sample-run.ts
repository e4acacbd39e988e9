import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audit, ClientAttempt, Injection, Refusal } from '../../run/run-files.ts';
import { sweepFile } from '../../run/sweep-file.ts';
import { writeHistory } from '../../verify/history/write-history.ts';
import type { Run } from '../model/run.ts';
import { type Draft, ordered } from './sample-draft.ts';
import { sampleManifest } from './sample-manifest.ts';
import { sampleMetrics, sampleQueues } from './sample-metrics.ts';
import type { SampleOptions } from './sample-options.ts';
import { requestDrafts, sampleAttempt } from './sample-requests.ts';
import { expectedOf, sampleSaga } from './sample-sagas.ts';
import { sampleSweep } from './sample-sweep.ts';
import { orderSystem, type SampleSystem } from './sample-systems.ts';
import { sampleVerdict } from './sample-verdict.ts';

type Summed = 'manifest' | 'verdict' | 'audit';

/** An invented run: all of its files, as if they were read. */
export type SampleRun = Omit<Run, Summed> & { readonly [File in Summed]: NonNullable<Run[File]> };

export const sampleStart = Date.UTC(2026, 10, 21, 9, 30);
const loadMs = 60_000;
/** The fault window of the sample: a third of the load. */
export const sampleWindow = { from: sampleStart + 20_000, to: sampleStart + 40_000 };

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

/** Invents a run of a system under a delay of one of its functions: the same options give the same run. */
export function sampleRun(options: SampleOptions): SampleRun {
  const { system = orderSystem, count, hostile = '' } = options;
  const random = randomOf(options.seed);
  const client: ClientAttempt[] = [];
  const ledger: Injection[] = [];
  const drafts: Draft[] = [];
  const broken: string[] = [];
  const rule = `${system.slow}-slow${hostile}`;
  for (let number = 0; number < count; number += 1) {
    const at = Math.round(sampleStart + (number / count) * loadMs + random() * 200);
    const inFault = at >= sampleWindow.from && at < sampleWindow.to;
    const mark = number % 50 === 7 ? hostile : '';
    const key = `key-${number}${system.hasSagas ? '' : mark}`;
    const id = system.hasSagas ? `ord-${String(number).padStart(5, '0')}${mark}` : key;
    const hit = inFault && random() < 0.3;
    const doubled = options.verdict === 'fail' && hit && broken.length < 7 && random() < 0.4;
    if (doubled) broken.push(id);
    const answerMs = Math.round((inFault ? 60 : 22) * (0.6 + random() * random() * 4));
    const lost = inFault && random() < 0.04;
    const expected = system.hasSagas ? expectedOf(number) : undefined;
    const ask = (after: number, attempt: number, isLost: boolean) => {
      const answer = system.hasSagas ? { saga: id } : { allowed: attempt === 1 || !doubled };
      const one = sampleAttempt({ at: at + after, key, number, attempt, answerMs, lost: isLost, expected, answer });
      client.push(one);
      drafts.push(...requestDrafts(one));
    };
    ask(0, 1, lost);
    if (lost || number % 12 === 3 || (doubled && !system.hasSagas)) ask(answerMs + 400, 2, false);
    if (hit) ledger.push(injectionOf(at + 90, { rule, key: id, system }));
    const stepMs = hit ? 900 : 180 + random() * 160;
    if (system.hasSagas) drafts.push(...sampleSaga({ id, number, at: at + answerMs, stepMs, doubled }));
  }
  const history = ordered(drafts, sampleStart);
  const evidence = system.hasSagas ? 'money' : 'request';
  const ownerOf = ({ key, value }: (typeof history)[number]) =>
    system.hasSagas ? (value as { saga?: string } | undefined)?.saga : key;
  const offending = broken.map((id) => ({
    id,
    events: history.filter((event) => event.f === evidence && ownerOf(event) === id).map(({ index }) => index),
  }));
  const times = { start: sampleStart, window: sampleWindow, loadMs };
  return {
    ...{ dir: '', files: [], origin: sampleStart },
    manifest: sampleManifest(options, sampleStart, loadMs),
    verdict: sampleVerdict(options, offending, { rule, client, ledger, window: sampleWindow }),
    audit: auditOf(rule, system),
    sweep: options.sweep === true ? sampleSweep(options, broken) : undefined,
    client,
    journal: [
      { at: sampleStart - 500, step: 'load', status: 'started' },
      { at: sampleWindow.from, step: `fault:${rule}`, status: 'started', detail: { rule } },
      { at: sampleWindow.to, step: `fault:${rule}`, status: 'completed', detail: { rule } },
      { at: sampleStart + loadMs, step: 'load', status: 'completed' },
    ],
    ledger,
    refusals: options.refused === true ? ledger.slice(0, 3).map((one) => refusalOf(one, hostile)) : [],
    metrics: sampleMetrics(random, options, times),
    queues: sampleQueues(options, sampleStart + loadMs + 9000),
    history,
  };
}

interface Hit {
  readonly rule: string;
  readonly key: string;
  readonly system: SampleSystem;
}

function injectionOf(at: number, { rule, key, system }: Hit): Injection {
  return {
    ...{ faultline: 'injection', at, rule, fault: 'delay', key, function: `${system.name}-${system.slow}` },
    ...{ place: 'invocation', environment: 'e1', requestId: `r-${key}` },
  };
}

function refusalOf(injection: Injection, hostile: string): Refusal {
  return { ...injection, faultline: 'refusal', refused: `it would lose messages${hostile}` };
}

function auditOf(rule: string, { name, slow }: SampleSystem): Audit {
  const { from: startsAt, to: expiresAt } = sampleWindow;
  const times = { requestedAt: startsAt - 900, startsAt, expiresAt, timeToEffectMs: 140, withdrawnAt: expiresAt + 60 };
  const settings = { [`reserved concurrency of ${name}-${slow}`]: 'none' };
  return {
    schema: 1,
    faults: [{ rule, fault: 'delay', ...times, timeToRevertMs: 75 }],
    settings: { before: settings, after: settings },
    residue: [],
  };
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
    lines('queues.jsonl', run.queues),
    writeHistory(join(dir, 'history.jsonl'), { faultline: 'history', version: 1, origin: run.origin }, run.history),
  ]);
}
