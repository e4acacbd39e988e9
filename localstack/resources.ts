import { DynamoDBClient, paginateListTables, ScanCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, clientConfig } from '../kernel/cloud.ts';

/** Messages of a queue, counted as SQS does it: approximately on AWS, exactly on LocalStack. */
export interface QueueDepth {
  readonly name: string;
  /** Waiting to be received. */
  readonly visible: number;
  /** Received, but not deleted yet. */
  readonly inFlight: number;
  readonly delayed: number;
  /** The queue to which messages go that were received too often. */
  readonly deadLetterQueue?: string;
}

/** A table and how many items it holds. */
export interface TableSize {
  readonly name: string;
  readonly items: number;
}

/** A deployed function. */
export interface DeployedFunction {
  readonly name: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

/** What a cloud holds now, each list sorted by name. */
export interface Resources {
  readonly queues: readonly QueueDepth[];
  readonly tables: readonly TableSize[];
  readonly functions: readonly DeployedFunction[];
}

/**
 * Looks at the queues, tables and functions of a cloud whose names begin with a prefix.
 *
 * Items are counted by a consistent scan: DynamoDB's own count is hours old on AWS. Tables of a lab are small.
 */
export async function readResources(cloud: Cloud, prefix = ''): Promise<Resources> {
  const [queues, tables, functions] = await Promise.all([
    readQueues(cloud, prefix),
    readTables(cloud, prefix),
    readFunctions(cloud, prefix),
  ]);
  return { queues, tables, functions };
}

async function readQueues(cloud: Cloud, prefix: string): Promise<QueueDepth[]> {
  const client = new SQSClient({ ...clientConfig(cloud), useQueueUrlAsEndpoint: false });
  try {
    const urls: string[] = [];
    const pages = paginateListQueues({ client, pageSize: 1_000 }, { QueueNamePrefix: prefix });
    for await (const { QueueUrls = [] } of pages) urls.push(...QueueUrls);
    return sorted(await Promise.all(urls.map((url) => readQueue(client, url))));
  } finally {
    client.destroy();
  }
}

async function readQueue(client: SQSClient, url: string): Promise<QueueDepth> {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
  const { Attributes = {} } = await client.send(command);
  const deadLetterQueue = redriveTarget(Attributes.RedrivePolicy);
  return {
    name: lastPart(url, '/'),
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
  };
}

function redriveTarget(policy: string | undefined): string | undefined {
  if (policy === undefined || policy === '') return undefined;
  const { deadLetterTargetArn }: { deadLetterTargetArn?: string } = JSON.parse(policy);
  return deadLetterTargetArn === undefined ? undefined : lastPart(deadLetterTargetArn, ':');
}

async function readTables(cloud: Cloud, prefix: string): Promise<TableSize[]> {
  const client = new DynamoDBClient(clientConfig(cloud));
  try {
    const names: string[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
    const ours = names.filter((name) => name.startsWith(prefix));
    return sorted(await Promise.all(ours.map(async (name) => ({ name, items: await countItems(client, name) }))));
  } finally {
    client.destroy();
  }
}

async function countItems(client: DynamoDBClient, table: string): Promise<number> {
  let items = 0;
  let from: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        Select: 'COUNT',
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items += page.Count ?? 0;
    from = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (from !== undefined);
  return items;
}

async function readFunctions(cloud: Cloud, prefix: string): Promise<DeployedFunction[]> {
  const client = new LambdaClient(clientConfig(cloud));
  try {
    const found: DeployedFunction[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
      for (const { FunctionName: name = '', Runtime: runtime = 'image', Timeout = 3, MemorySize = 128 } of Functions)
        if (name.startsWith(prefix)) found.push({ name, runtime, timeoutSeconds: Timeout, memoryMb: MemorySize });
    return sorted(found);
  } finally {
    client.destroy();
  }
}

function lastPart(text: string, separator: string): string {
  return text.slice(text.lastIndexOf(separator) + 1);
}

function sorted<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => a.name.localeCompare(b.name));
}
