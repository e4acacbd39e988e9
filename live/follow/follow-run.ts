import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { readRun } from '../../report/model/read-run.ts';
import type { Run } from '../../report/model/run.ts';
import { openLines } from '../../run/appended-lines.ts';
import {
  type ClientAttempt,
  clientAttemptSchema,
  type JournalStep,
  journalStepSchema,
  type Manifest,
  type MetricsSample,
  manifestSchema,
  metricsSampleSchema,
  type QueueAfter,
  runFiles,
} from '../../run/run-files.ts';

/** What the files of a run say while it goes on. */
export interface Written {
  readonly manifest: Manifest | undefined;
  readonly client: readonly ClientAttempt[];
  readonly journal: readonly JournalStep[];
  readonly metrics: readonly MetricsSample[];
}

/** What is known of a run beside its files, while it goes on. */
export interface Beyond extends Pick<Run, 'history' | 'origin' | 'ledger'> {
  /** Why nothing new is known, one sentence; absent where all is well. */
  readonly problem?: string;
}

/** A run that is read on and on. */
export interface FollowedRun {
  readonly dir: string;
  /** Reads what was written since the last time. Cheap: whole lines that are new. */
  readOn(): Written;
  /** The verdict is there: what is read now is all that there will be. */
  isJudged(): boolean;
  /** Everything, once it is judged. @param also whose stories are wanted */
  judged(also?: readonly string[]): Promise<Run>;
}

/** Follows the run that writes into a folder. */
export function followRun(dir: string): FollowedRun {
  const client = openRecords(dir, runFiles.client, clientAttemptSchema);
  const journal = openRecords(dir, runFiles.journal, journalStepSchema);
  const metrics = openRecords(dir, runFiles.metrics, metricsSampleSchema);
  let manifest: Manifest | undefined;
  let whole: { readonly of: string; readonly run: Promise<Run> } | undefined;
  const isJudged = () => existsSync(join(dir, runFiles.verdict));
  return {
    dir,
    readOn() {
      manifest ??= readManifest(dir);
      return { manifest, client: client(), journal: journal(), metrics: metrics() };
    },
    isJudged,
    judged(also = []) {
      if (also.length > 0) return readRun(dir, also);
      const of = [runFiles.verdict, runFiles.manifest].map((file) => writtenAt(join(dir, file))).join();
      if (whole?.of !== of) whole = { of, run: readRun(dir) };
      return whole.run;
    },
  };
}

/** The run as the report knows it, as far as it is known: a run that goes on has no verdict. */
export function runSoFar(dir: string, { manifest, client, journal, metrics }: Written, beyond: Beyond): Run {
  const { history, origin, ledger } = beyond;
  const nothingYet = { files: [], verdict: undefined, audit: undefined, sweep: undefined, refusals: [] };
  const queues = queuesSoFar(metrics, journal);
  return { dir, ...nothingYet, manifest, client, journal, metrics, queues, history, origin, ledger };
}

/** Queues as they were last seen; which of them hold dead letters the runner says when it begins. */
function queuesSoFar(metrics: readonly MetricsSample[], journal: readonly JournalStep[]): QueueAfter[] {
  const named = journal.find(({ step }) => step === 'experiment')?.detail?.deadLetterQueues;
  const dead = new Set(Array.isArray(named) ? named : []);
  const latest = metrics.at(-1);
  return Object.entries(latest?.queues ?? {}).map(([name, depth]) => ({
    ...{ ...depth, name, at: latest?.at ?? 0, deadLetter: dead.has(name) },
  }));
}

function openRecords<T>(dir: string, file: string, schema: z.ZodType<T>): () => readonly T[] {
  const added = openLines(join(dir, file));
  const records: T[] = [];
  return () => {
    for (const line of added()) {
      const record = recordOf(line, schema);
      if (record !== undefined) records.push(record);
    }
    return records;
  };
}

function recordOf<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** While it is written it may be cut off: then it is read the next time. */
function readManifest(dir: string): Manifest | undefined {
  const file = join(dir, runFiles.manifest);
  return existsSync(file) ? recordOf(readFileSync(file, 'utf8'), manifestSchema) : undefined;
}

function writtenAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
