import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { type JsonLines, readJsonLines } from '../kernel/json-lines.ts';
import {
  type CalmItem,
  type ClientAttempt,
  type Collection,
  calmItemSchema,
  clientAttemptSchema,
  collectionSchema,
  type DeadLetter,
  deadLetterSchema,
  type FunctionError,
  functionErrorSchema,
  type Injection,
  injectionSchema,
  type JournalStep,
  journalStepSchema,
  type Manifest,
  type MessageEvent,
  type MetricsSample,
  manifestSchema,
  messageEventSchema,
  metricsSampleSchema,
  type QueueAfter,
  queueAfterSchema,
  type RecordVersion,
  recordVersionSchema,
  runFiles,
} from './run-files.ts';
import { type Sweep, sweepFile, sweepSchema } from './sweep-file.ts';

/** Everything that a run's files say, and what is missing in them. */
export interface Snapshot {
  readonly manifest: Manifest;
  readonly collection: Collection | undefined;
  readonly attempts: readonly ClientAttempt[];
  readonly journal: readonly JournalStep[];
  readonly injections: readonly Injection[];
  readonly metrics: readonly MetricsSample[];
  readonly queues: readonly QueueAfter[];
  readonly deadLetters: readonly DeadLetter[];
  readonly messages: readonly MessageEvent[];
  /** What lies in the queues that the system fills for others. */
  readonly outputs: readonly DeadLetter[];
  /** What calm runs of the same input ended with; none where there was no such run. */
  readonly calm: readonly CalmItem[];
  readonly functionErrors: readonly FunctionError[];
  /** Every write of the records that the system has watched; none in runs that are older than the streams. */
  readonly versions: readonly RecordVersion[];
  /** Only of a crash-point sweep. */
  readonly sweep: Sweep | undefined;
  /** All tables, by their names without the system's prefix, as they were read. */
  readonly tables: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
  /** The items of a table, by its name without the system's prefix. What does not fit the schema is left out and becomes a problem. */
  readonly table: <Item>(name: string, schema: z.ZodType<Item>) => Item[];
  /** The versions of a table's records, each item as the schema reads it. */
  readonly versionsOf: <Item>(name: string, schema: z.ZodType<Item>) => VersionOf<Item>[];
  /** What could not be read, one sentence each; grows while tables are asked for. */
  readonly problems: readonly string[];
}

/** One write of a record whose items are known. */
export interface VersionOf<Item> extends Pick<RecordVersion, 'table' | 'at' | 'change' | 'key'> {
  readonly item?: Item | undefined;
}

/** A run whose folder cannot be judged at all. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

/**
 * Reads the files of a run.
 * @throws RunError when there is no readable manifest: then it is no run
 */
export async function readSnapshot(runDir: string): Promise<Snapshot> {
  const problems: string[] = [];
  const lines = async <Line>(file: string, schema: z.ZodType<Line>, optional = false): Promise<Line[]> => {
    const read: JsonLines<Line> = await readJsonLines(join(runDir, file), schema, { optional });
    problems.push(...read.problems);
    return read.lines;
  };
  const manifest = await readManifest(runDir);
  const collection = await readCollection(runDir, problems);
  const tables = await readTables(runDir, lines);
  const versions = await lines(runFiles.versions, recordVersionSchema, true);
  const known = {
    manifest,
    collection,
    attempts: await lines(runFiles.client, clientAttemptSchema),
    journal: await lines(runFiles.journal, journalStepSchema),
    injections: await lines(runFiles.ledger, injectionSchema, true),
    metrics: await lines(runFiles.metrics, metricsSampleSchema, true),
    queues: await lines(runFiles.queues, queueAfterSchema),
    deadLetters: await lines(runFiles.deadLetters, deadLetterSchema),
    messages: await lines(runFiles.messages, messageEventSchema, true),
    outputs: await lines(runFiles.outputs, deadLetterSchema, true),
    calm: await lines(runFiles.calm, calmItemSchema, true),
    functionErrors: await lines(runFiles.functionErrors, functionErrorSchema, true),
    versions,
    sweep: await readSweep(runDir, problems),
    tables,
  };
  return snapshotOf(known, runDir, problems);
}

/** What a run's files say, without what is worked out of it. */
export type Known = Omit<Snapshot, 'table' | 'versionsOf' | 'problems'>;

/** The snapshot of what is known of a run, whoever has read it. @param problems grows with what cannot be read */
export function snapshotOf(known: Known, runDir: string, problems: string[]): Snapshot {
  const fitting = <Item>(rows: readonly unknown[], schema: z.ZodType<Item>, file: string): Item[] =>
    rows.flatMap((row, n) => {
      const { success, data, error } = schema.safeParse(row);
      if (!success) problems.push(`${join(runDir, file)}:${n + 1}: ${z.prettifyError(error)}`);
      return success ? [data] : [];
    });
  return {
    ...known,
    table(name, schema) {
      const file = join(runFiles.tables, `${name}.jsonl`);
      const rows = known.tables.get(name);
      if (rows === undefined) problems.push(`${join(runDir, file)} is missing`);
      return fitting(rows ?? [], schema, file);
    },
    versionsOf(name, item) {
      const schema: z.ZodType<VersionOf<z.output<typeof item>>> = recordVersionSchema.extend({ item: item.optional() });
      return fitting(
        known.versions.filter(({ table }) => table === name),
        schema,
        runFiles.versions,
      );
    },
    problems,
  };
}

type Row = Readonly<Record<string, unknown>>;

async function readTables(
  runDir: string,
  lines: (file: string, schema: z.ZodType<Row>) => Promise<Row[]>,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const folder = join(runDir, runFiles.tables);
  const files = existsSync(folder) ? (await readdir(folder)).sort() : [];
  const row = z.record(z.string(), z.unknown());
  return new Map(
    await Promise.all(
      files.map(async (file) => [basename(file, '.jsonl'), await lines(join(runFiles.tables, file), row)] as const),
    ),
  );
}

async function readManifest(runDir: string): Promise<Manifest> {
  const file = join(runDir, runFiles.manifest);
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RunError(`${runDir} is no run: expected ${runFiles.manifest} of schema 2 in it (${reason})`, { cause });
  }
}

async function readCollection(runDir: string, problems: string[]): Promise<Collection | undefined> {
  const file = join(runDir, runFiles.collection);
  try {
    const collection = collectionSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    problems.push(...collection.problems);
    return collection;
  } catch (error) {
    problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function readSweep(runDir: string, problems: string[]): Promise<Sweep | undefined> {
  const file = join(runDir, sweepFile);
  if (!existsSync(file)) return undefined;
  try {
    return sweepSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
