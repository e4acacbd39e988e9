import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import {
  auditSchema,
  clientAttemptSchema,
  injectionSchema,
  journalStepSchema,
  manifestSchema,
  metricsSampleSchema,
  queueAfterSchema,
  refusalSchema,
  runFiles,
} from '../../run/run-files.ts';
import { sweepFile, sweepSchema } from '../../run/sweep-file.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { readJsonLines } from '../../verify/history/json/json-lines.ts';
import { emptyReading } from '../../verify/history/reading.ts';
import { sourceOf } from '../../verify/history/source/source.ts';
import { verdictSchema } from '../../verify/verdict/verdict-schema.ts';
import type { FileNote, Run } from './run.ts';
import { shownIn } from './shown.ts';

/** The folder holds no file of a run. */
export class NoRunError extends Error {
  override readonly name = 'NoRunError';
  readonly hint = 'Name a folder such as runs/<experiment>/<stamp>, or runs/latest.';

  constructor(dir: string) {
    super(
      `${dir} holds no run: expected at least one of ${runFiles.manifest}, ${runFiles.client}, ${runFiles.history}`,
    );
  }
}

/**
 * Reads a run's folder as far as it can be read.
 * @param also whose stories are wanted, besides those of the offenders
 * @throws NoRunError when there is nothing to read
 */
export async function readRun(dir: string, also: readonly string[] = []): Promise<Run> {
  const files: FileNote[] = [];
  const json = async <T>(name: string, schema: z.ZodType<T>) => readJson(dir, name, schema, files);
  const lines = async <T>(name: string, schema: z.ZodType<T>) => readLines(dir, name, schema, files);
  const read = {
    dir,
    files,
    manifest: await json(runFiles.manifest, manifestSchema),
    verdict: await json(runFiles.verdict, verdictSchema),
    audit: await json(runFiles.audit, auditSchema),
    // Most runs are no sweep: nothing is missing then.
    sweep: existsSync(join(dir, sweepFile)) ? await json(sweepFile, sweepSchema) : undefined,
    client: await lines(runFiles.client, clientAttemptSchema),
    journal: await lines(runFiles.journal, journalStepSchema),
    ledger: await lines(runFiles.ledger, injectionSchema),
    // Runs that are older than this file lack nothing.
    refusals: existsSync(join(dir, runFiles.refusals)) ? await lines(runFiles.refusals, refusalSchema) : [],
    metrics: await lines(runFiles.metrics, metricsSampleSchema),
    queues: await lines(runFiles.queues, queueAfterSchema),
  };
  const run = { ...read, ...(await readEvents(read, also)) };
  if (files.every(({ present }) => !present)) throw new NoRunError(dir);
  return run;
}

/** The two files that sum a run up. */
export interface Brief extends Pick<Run, 'manifest' | 'verdict'> {
  /** One of them says that it is of another schema than this version of the lab reads. */
  readonly isOfAnotherSchema: boolean;
}

/** Reads the two files that sum a run up; a file that is missing or broken is undefined. */
export async function readBrief(dir: string): Promise<Brief> {
  const [manifest, verdict] = await Promise.all(
    [runFiles.manifest, runFiles.verdict].map((name) => rawJson(dir, name)),
  );
  const isOther = (raw: unknown, own: z.ZodType): boolean => {
    const said = versioned.safeParse(raw).data;
    return said !== undefined && !own.safeParse(said.schema).success;
  };
  return {
    manifest: manifestSchema.safeParse(manifest).data,
    verdict: verdictSchema.safeParse(verdict).data,
    isOfAnotherSchema: isOther(manifest, manifestSchema.shape.schema) || isOther(verdict, verdictSchema.shape.schema),
  };
}

const versioned = z.looseObject({ schema: z.number() });

async function rawJson(dir: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(dir, name), 'utf8'));
  } catch {
    return undefined;
  }
}

async function readJson<T>(dir: string, name: string, schema: z.ZodType<T>, notes: FileNote[]): Promise<T | undefined> {
  const path = join(dir, name);
  if (!existsSync(path)) {
    notes.push({ name, present: false, records: 0, problems: [] });
    return undefined;
  }
  const parsed = accept(await readFile(path, 'utf8'), schema);
  const problems = parsed.error === undefined ? [] : [`${name}: ${parsed.error}`];
  notes.push({ name, present: true, records: problems.length === 0 ? 1 : 0, problems });
  return parsed.value;
}

async function readLines<T>(dir: string, name: string, schema: z.ZodType<T>, notes: FileNote[]): Promise<readonly T[]> {
  const path = join(dir, name);
  if (!existsSync(path)) {
    notes.push({ name, present: false, records: 0, problems: [] });
    return [];
  }
  const records: T[] = [];
  let broken = 0;
  let first = '';
  (await readFile(path, 'utf8')).split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const { value, error } = accept(line, schema);
    if (error === undefined) records.push(value as T);
    else {
      broken += 1;
      if (broken === 1) first = `${name}:${index + 1}: ${error}`;
    }
  });
  const problems = broken === 0 ? [] : [`${broken === 1 ? '1 line' : `${broken} lines`} left out; ${first}`];
  notes.push({ name, present: true, records: records.length, problems });
  return records;
}

function accept<T>(text: string, schema: z.ZodType<T>): { value?: T; error?: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { error: `no JSON: ${text.slice(0, 60)}` };
  }
  const result = schema.safeParse(parsed);
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  return { error: `${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'not as expected'}` };
}

async function readEvents(
  read: Omit<Run, 'history' | 'origin' | 'files'> & { readonly files: FileNote[] },
  also: readonly string[],
) {
  const { dir, files: notes } = read;
  const name = runFiles.history;
  const path = join(dir, name);
  const history: HistoryEvent[] = [];
  const reading = emptyReading();
  if (!existsSync(path)) {
    notes.push({ name, present: false, records: 0, problems: [] });
    return { history, origin: 0 };
  }
  const problems: string[] = [];
  try {
    for (const event of readJsonLines(sourceOf(path), reading, shownIn({ ...read, also }))) history.push(event);
    if (reading.truncated !== undefined) problems.push(`${name}: the last line is cut off and was left out`);
  } catch (error) {
    problems.push(`read up to an error: ${(error as Error).message.replace(`${dir}/`, '')}`);
  }
  notes.push({ name, present: true, records: reading.events, problems });
  return { history, origin: reading.header?.origin ?? 0 };
}
