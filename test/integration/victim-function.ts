import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand, DeleteEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import { type Rule, ruleSchema } from '../../chaos/faults/rule.ts';
import { RULES } from '../../chaos/middleware/rules-table.ts';
import { projectRoot } from '../../kernel/project.ts';
import type { Sighting } from './victim.ts';
import { deployZip, lambda, type ZipFunction } from './zip-function.ts';

const dynamo = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(dynamo);
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const logs = new CloudWatchLogsClient({});

/** A line that chaos wrote to the victim's log. */
export interface ChaosLine {
  readonly faultline: 'injection' | 'refusal';
  readonly fault: string;
  readonly key: string;
  readonly place: string;
  readonly attempt: number;
  readonly delayMs?: number;
  readonly refused?: string;
}

/** A rule as a test writes it: everything else is the same for all. */
export interface TestRule {
  readonly fault: Rule['fault'];
  /** The rule hits these keys only, so that all rules can act at once. */
  readonly keys: string;
  readonly [field: string]: unknown;
}

/** A deployed function under chaos, with a queue, a dead-letter queue and rules of its own. */
export interface Victim extends AsyncDisposable {
  readonly function: ZipFunction;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly dlqUrl: string;
  /** Sends a message for each key, all at once. */
  send(...keys: string[]): Promise<void>;
  sightings(): Promise<Sighting[]>;
  chaosLines(): Promise<ChaosLine[]>;
}

/** Deploys the victim with rules that act from its first invocation on. */
export async function deployVictim(rules: readonly TestRule[]): Promise<Victim> {
  const name = `faultline-test-${randomUUID().slice(0, 8)}`;
  await createTable(name);
  const code = await bundle();
  const zip = await deployZip(
    { 'index.mjs': code },
    { Timeout: 3, MemorySize: 256, Environment: { Variables: { CHAOS_TABLE: name, CHAOS_KEY: 'id' } } },
  );
  const now = Date.now();
  for (const [n, rule] of rules.entries()) {
    const terms = { id: `r${n}`, seed: 1, startsAt: 0, expiresAt: now + 600_000, target: { function: zip.name } };
    await documents.send(
      new PutCommand({ TableName: name, Item: { pk: RULES, ...ruleSchema.parse({ ...terms, ...rule }) } }),
    );
  }
  const dlq = await createQueue(`${name}-dlq`);
  const redrive = JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 });
  const queue = await createQueue(name, { VisibilityTimeout: '5', RedrivePolicy: redrive });
  const mapping = await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: zip.name,
      EventSourceArn: queue.arn,
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    }),
  );
  return {
    function: zip,
    queueArn: queue.arn,
    queueUrl: queue.url,
    dlqUrl: dlq.url,
    async send(...keys) {
      const Entries = keys.map((key, n) => ({
        Id: `m${n}`,
        MessageBody: JSON.stringify({ id: key }),
        MessageAttributes: { key: { DataType: 'String', StringValue: key } },
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    },
    sightings: () => lines(zip.name, /({"sighting":.*})\s*$/, ({ sighting }) => sighting as Sighting),
    chaosLines: () => lines(zip.name, /({"faultline":.*})\s*$/, (line) => line as unknown as ChaosLine),
    async [Symbol.asyncDispose]() {
      await lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping.UUID }));
      await Promise.all([queue.url, dlq.url].map((QueueUrl) => sqs.send(new DeleteQueueCommand({ QueueUrl }))));
      await dynamo.send(new DeleteTableCommand({ TableName: name }));
      await zip[Symbol.asyncDispose]();
    },
  };
}

async function createTable(TableName: string): Promise<void> {
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'id'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
    }),
  );
  await waitUntilTableExists({ client: dynamo, maxWaitTime: 20, minDelay: 1 }, { TableName });
}

async function createQueue(QueueName: string, Attributes: Record<string, string> = {}) {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return { url: QueueUrl, arn: answer.Attributes?.QueueArn ?? '' };
}

/** The victim and what it imports in one file, as infra bundles functions. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['test/integration/victim.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

async function lines<Line>(
  name: string,
  pattern: RegExp,
  read: (line: Record<string, unknown>) => Line,
): Promise<Line[]> {
  const found: Line[] = [];
  try {
    for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName: `/aws/lambda/${name}` }))
      for (const { message = '' } of page.events ?? []) {
        const [, line] = pattern.exec(message) ?? [];
        if (line !== undefined) found.push(read(JSON.parse(line)));
      }
  } catch (error) {
    // The log group comes with the first line.
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
  }
  return found;
}
