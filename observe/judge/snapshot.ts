import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { type JsonLines, readJsonLines } from '../../kernel/json-lines.ts';
import {
  type ClientAttempt,
  type Collection,
  clientAttemptSchema,
  collectionSchema,
  type DeadLetter,
  deadLetterSchema,
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
  runFiles,
} from '../../run/run-files.ts';
import { type Sweep, sweepFile, sweepSchema } from '../../run/sweep-file.ts';
import {
  type EffectItem,
  effectItemSchema,
  type LedgerEntry,
  ledgerEntrySchema,
  type RequestItem,
  requestItemSchema,
  type SagaItem,
  type SagaVersion,
  type StockItem,
  sagaItemSchema,
  sagaVersionSchema,
  stockItemSchema,
  type TableName,
} from '../order-system.ts';

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
  /** Every write of a saga's record; none in runs that are older than the stream of the table. */
  readonly versions: readonly SagaVersion[];
  readonly sagas: readonly SagaItem[];
  readonly requests: readonly RequestItem[];
  readonly effects: readonly EffectItem[];
  readonly ledger: readonly LedgerEntry[];
  readonly stock: readonly StockItem[];
  /** Only of a crash-point sweep. */
  readonly sweep: Sweep | undefined;
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[];
}

/** A run whose folder cannot be judged at all. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

/**
 * Read the files of a run.
 * @throws RunError when there is no readable manifest: then it is no run
 */
export async function readSnapshot(runDir: string): Promise<Snapshot> {
  const problems: string[] = [];
  const lines = async <Line>(file: string, schema: z.ZodType<Line>, optional = false): Promise<Line[]> => {
    const read: JsonLines<Line> = await readJsonLines(join(runDir, file), schema, { optional });
    problems.push(...read.problems);
    return read.lines;
  };
  const table = <Item>(name: TableName, schema: z.ZodType<Item>): Promise<Item[]> =>
    lines(join(runFiles.tables, `${name}.jsonl`), schema);
  const manifest = await readManifest(runDir);
  const collection = await readCollection(runDir, problems);
  const effects = [
    ...(await table('payments', effectItemSchema)),
    ...(await table('reservations', effectItemSchema)),
    ...(await table('shipments', effectItemSchema)),
  ];
  return {
    manifest,
    collection,
    attempts: await lines(runFiles.client, clientAttemptSchema),
    journal: await lines(runFiles.journal, journalStepSchema),
    injections: await lines(runFiles.ledger, injectionSchema, true),
    metrics: await lines(runFiles.metrics, metricsSampleSchema, true),
    queues: await lines(runFiles.queues, queueAfterSchema),
    deadLetters: await lines(runFiles.deadLetters, deadLetterSchema),
    messages: await lines(runFiles.messages, messageEventSchema, true),
    versions: await lines(runFiles.versions, sagaVersionSchema, true),
    sagas: await table('sagas', sagaItemSchema),
    requests: await table('requests', requestItemSchema),
    effects,
    ledger: await table('provider-ledger', ledgerEntrySchema),
    stock: await table('stock', stockItemSchema),
    sweep: await readSweep(runDir, problems),
    problems,
  };
}

async function readManifest(runDir: string): Promise<Manifest> {
  const file = join(runDir, runFiles.manifest);
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RunError(`${runDir} is no run: expected ${runFiles.manifest} of schema 1 in it (${reason})`, { cause });
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
