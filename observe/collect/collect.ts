import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import { readJsonLines, writeJsonLines } from '../../kernel/json-lines.ts';
import {
  type Collection,
  type DeadLetter,
  type Injection,
  injectionSchema,
  type QueueAfter,
  type RecordVersion,
  runFiles,
} from '../../run/run-files.ts';
import type { Deployed } from '../../system/deployed.ts';
import { prefixOf, type System } from '../../system/system.ts';
import { readCloudInjections } from './cloud-injections.ts';
import { readFunctionErrors } from './function-errors.ts';
import { readInjections, readRefusals } from './injections.ts';
import { saveMessages } from './messages.ts';
import { findQueues, lookAtQueue, readDeadLetters } from './queues.ts';
import { scanTable } from './tables.ts';
import { readVersions } from './versions.ts';

/** Of one dead-letter queue, so that a flood cannot fill the disk; more are counted, not read. */
const mostDeadLetters = 10_000;
/** Clocks of functions and of this machine may differ by this much, ms. */
const clockTolerance = 5_000;

/** What `collectRun` needs. */
export interface CollectOptions {
  readonly system: Pick<System, 'name' | 'records'>;
  readonly deployed: Deployed;
  readonly cloud: Cloud;
  readonly runDir: string;
  /** Epoch ms: injections before it belong to another run. */
  readonly startedAt: number;
  readonly now: () => number;
}

/**
 * Reads what a run left in the cloud into the run's folder, once the system is quiet: tables, the versions of records,
 * queues, dead letters and the injections in the logs. Nothing is changed in the cloud. What cannot be read is a problem of the collection, not
 * an error: the judge then knows that the history is incomplete. May be repeated.
 */
export async function collectRun(options: CollectOptions): Promise<Collection> {
  const { system, deployed, cloud, runDir, startedAt, now } = options;
  const prefix = prefixOf(system);
  const functions = [...deployed.functions, ...Object.values(deployed.chaos.functions)];
  const config = clientConfig(cloud);
  const dynamoClient = new DynamoDBClient(config);
  const dynamo = DynamoDBDocumentClient.from(dynamoClient);
  const streams = new DynamoDBStreamsClient(config);
  const sqs = new SQSClient(config);
  const logs = new CloudWatchLogsClient(config);
  const collecting = { startedAt: now(), problems: [] as string[], counts: {} as Record<string, number> };
  const attempt = async (what: string, read: () => Promise<number>): Promise<void> => {
    try {
      collecting.counts[what] = await read();
    } catch (error) {
      collecting.problems.push(`${what} could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const versions: RecordVersion[] = [];
  const readTable = async (table: string): Promise<number> => {
    const name = table.startsWith(prefix) ? table.slice(prefix.length) : table;
    const items = await scanTable(dynamo, table);
    await writeJsonLines(join(runDir, runFiles.tables, `${name}.jsonl`), items);
    const recorded = system.records.find((one) => one.table === name);
    if (recorded !== undefined) {
      const found = items.filter((item) => Number(item[recorded.createdAt]) >= startedAt);
      await attempt(`versions of ${table}`, async () => {
        const read = await readVersions(dynamoClient, streams, { recorded, prefix, since: startedAt, found, now });
        versions.push(...read);
        return read.length;
      });
    }
    return items.length;
  };
  try {
    await mkdir(join(runDir, runFiles.tables), { recursive: true });
    await Promise.all([
      ...deployed.tables.map((table) => attempt(table, () => readTable(table))),
      attempt('queues', () => collectQueues(sqs, deployed, { runDir, now, problems: collecting.problems })),
      attempt('messages', () => saveMessages(cloud, join(runDir, runFiles.messages), startedAt)),
      attempt('injections', async () => {
        const inCloud = await cloudInjections(cloud, startedAt, collecting.problems);
        const window = { from: startedAt, to: now() + clockTolerance };
        return collectInjections(logs, functions, runDir, window, inCloud);
      }),
      attempt('function errors', async () => {
        const errors = await readFunctionErrors(logs, deployed.functions, startedAt, now() + clockTolerance);
        await writeJsonLines(join(runDir, runFiles.functionErrors), errors);
        return errors.length;
      }),
      attempt('refusals', async () => {
        const refusals = await readRefusals(logs, functions, startedAt, now() + clockTolerance);
        await writeJsonLines(join(runDir, runFiles.refusals), refusals);
        return refusals.length;
      }),
    ]);
    if (system.records.length > 0) await writeJsonLines(join(runDir, runFiles.versions), versions);
  } finally {
    for (const client of [dynamo, streams, sqs, logs]) client.destroy();
  }
  const collection: Collection = { schema: 1, ...collecting, endedAt: now() };
  await writeFile(join(runDir, runFiles.collection), `${JSON.stringify(collection, null, 2)}\n`);
  return collection;
}

async function collectQueues(
  sqs: SQSClient,
  { queues, deadLetterQueues, outputQueues }: Deployed,
  { runDir, now, problems }: { readonly runDir: string; readonly now: () => number; readonly problems: string[] },
): Promise<number> {
  const after: QueueAfter[] = [];
  const letters: DeadLetter[] = [];
  const found = await findQueues(sqs, [...queues, ...deadLetterQueues]);
  await Promise.all(
    found.map(async (queue) => {
      const deadLetter = deadLetterQueues.includes(queue.name);
      const look = await lookAtQueue(sqs, queue);
      after.push({ name: queue.name, at: now(), deadLetter, ...look });
      if (!deadLetter || look.visible === 0) return;
      letters.push(...(await readDeadLetters(sqs, queue, mostDeadLetters)));
      if (look.visible > mostDeadLetters) problems.push(`${queue.name} holds more than ${mostDeadLetters} messages`);
    }),
  );
  const outputs = await findQueues(sqs, outputQueues);
  const told = await Promise.all(outputs.map((queue) => readDeadLetters(sqs, queue, mostDeadLetters)));
  for (const [n, letters] of told.entries()) {
    if (letters.length >= mostDeadLetters)
      problems.push(`${outputQueues[n]} holds more than ${mostDeadLetters} messages`);
  }
  await writeJsonLines(join(runDir, runFiles.outputs), told.flat());
  await writeJsonLines(join(runDir, runFiles.queues), after);
  await writeJsonLines(join(runDir, runFiles.deadLetters), letters);
  return found.length;
}

/** What LocalStack injected itself. */
async function cloudInjections({ endpoint }: Cloud, since: number, problems: string[]): Promise<Injection[]> {
  if (endpoint === undefined) return [];
  const { injections, forgotten } = await readCloudInjections(endpoint, since);
  if (forgotten > 0) problems.push(`LocalStack has forgotten ${forgotten} of its injections`);
  return injections;
}

/** Add the injections in the logs and those of the cloud to those that the runner wrote itself. */
async function collectInjections(
  logs: CloudWatchLogsClient,
  functions: readonly string[],
  runDir: string,
  { from, to }: { readonly from: number; readonly to: number },
  inCloud: readonly Injection[],
): Promise<number> {
  const file = join(runDir, runFiles.ledger);
  const written = await readJsonLines(file, injectionSchema, { optional: true });
  const found = await readInjections(logs, functions, from, to);
  const known = new Map(
    [...written.lines, ...found, ...inCloud].map((injection) => [JSON.stringify(injection), injection]),
  );
  const injections = [...known.values()].sort((a, b) => a.at - b.at);
  await writeJsonLines(file, injections);
  return injections.length;
}
