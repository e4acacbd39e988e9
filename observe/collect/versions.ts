import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type AttributeValue, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type _Record as Change,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { RecordVersion } from '../../run/run-files.ts';
import type { RecordedTable } from '../../system/system.ts';

type Item = Readonly<Record<string, unknown>>;

/** A stream comes after its table, on AWS by less than a second as a rule: it is waited for so long, ms. */
const longestLag = 10_000;
const lookEvery = 250;
/** Times of changes are rounded down: by AWS to the second, by other clouds to the minute at most. */
const roundedBy = 60_000;

/** Whose versions are read. */
export interface VersionsOptions {
  readonly recorded: RecordedTable;
  /** Begins the physical names of the system. */
  readonly prefix: string;
  /** Epoch ms: writes before it belong to another run. */
  readonly since: number;
  /** Records as they were found at the end: the stream is read until it shows them so, or has had time to. */
  readonly found: readonly Item[];
  readonly now: () => number;
}

/**
 * Every write of a table's records, those of one record in their order, from the stream of the table. A stream keeps a day
 * (Amazon DynamoDB Developer Guide, Change data capture for DynamoDB Streams).
 * @throws Error when the table has no stream
 */
export async function readVersions(
  dynamo: DynamoDBClient,
  streams: DynamoDBStreamsClient,
  { recorded, prefix, since, found, now }: VersionsOptions,
): Promise<RecordVersion[]> {
  const { key } = recorded;
  const versions: RecordVersion[] = [];
  const latest = new Map<unknown, Item | undefined>();
  const whole = () => found.every((item) => isDeepStrictEqual(latest.get(item[key]), item));
  const readOn = await openVersions(dynamo, streams, { recorded, prefix });
  const deadline = now() + longestLag;
  for (;;) {
    for await (const version of readOn()) {
      latest.set(version.key, version.item);
      if (version.at >= since - roundedBy) versions.push(version);
    }
    if (whole() || now() >= deadline) return versions;
    await sleep(lookEvery);
  }
}

/**
 * A reader of the writes of a table's records: each call tells of those since the last one, as far as the stream has them.
 * @throws Error when the table has no stream
 */
export async function openVersions(
  dynamo: DynamoDBClient,
  streams: DynamoDBStreamsClient,
  { recorded, prefix }: Pick<VersionsOptions, 'recorded' | 'prefix'>,
): Promise<() => AsyncGenerator<RecordVersion>> {
  const TableName = `${prefix}${recorded.table}`;
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  const stream = Table?.LatestStreamArn;
  if (stream === undefined) throw new Error(`${TableName} has no stream`);
  const changes = streamReader(streams, stream);
  return async function* readOn() {
    for await (const change of changes()) yield versionOf(change, recorded);
  };
}

function versionOf({ eventName, dynamodb = {} }: Change, { table, key }: RecordedTable): RecordVersion {
  const { Keys, NewImage, ApproximateCreationDateTime } = dynamodb;
  return {
    table,
    at: ApproximateCreationDateTime?.getTime() ?? 0,
    change: eventName ?? 'MODIFY',
    key: String(itemOf(Keys ?? {})[key]),
    ...(NewImage !== undefined && { item: itemOf(NewImage) }),
  };
}

/** Both clients have a type of the same shape for an attribute. */
function itemOf(image: NonNullable<Change['dynamodb']>['NewImage'] & object): Item {
  return unmarshall(image as Record<string, AttributeValue>);
}

/**
 * Reads a stream to where it ends at present, each time from where it stopped. A shard is read after the one that it came
 * from, so that the changes of an item stay in order.
 */
function streamReader(streams: DynamoDBStreamsClient, StreamArn: string): () => AsyncGenerator<Change> {
  const next = new Map<string, string | undefined>();
  return async function* readOn() {
    const shards = await shardsOf(streams, StreamArn);
    for (const { ShardId, ParentShardId, closed } of parentsFirst(shards)) {
      if (ParentShardId !== undefined && next.get(ParentShardId) !== undefined) continue;
      if (!next.has(ShardId)) {
        const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
        next.set(ShardId, (await streams.send(new GetShardIteratorCommand(from))).ShardIterator);
      }
      for (let iterator = next.get(ShardId); iterator !== undefined; ) {
        const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
        iterator = page.NextShardIterator;
        next.set(ShardId, iterator);
        yield* page.Records ?? [];
        if (!closed && (page.Records ?? []).length === 0) break;
      }
    }
  };
}

interface KnownShard {
  readonly ShardId: string;
  readonly ParentShardId: string | undefined;
  /** Nothing more is written to it: it can be read to its end. */
  readonly closed: boolean;
}

async function shardsOf(streams: DynamoDBStreamsClient, StreamArn: string): Promise<KnownShard[]> {
  const shards: Shard[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const page = await streams.send(new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId }));
    shards.push(...(page.StreamDescription?.Shards ?? []));
    ExclusiveStartShardId = page.StreamDescription?.LastEvaluatedShardId;
  } while (ExclusiveStartShardId !== undefined);
  return shards.map(({ ShardId = '', ParentShardId, SequenceNumberRange }) => {
    return { ShardId, ParentShardId, closed: SequenceNumberRange?.EndingSequenceNumber !== undefined };
  });
}

function parentsFirst(shards: readonly KnownShard[]): KnownShard[] {
  const byId = new Map(shards.map((shard) => [shard.ShardId, shard]));
  const depth = ({ ParentShardId }: KnownShard): number => {
    const parent = ParentShardId === undefined ? undefined : byId.get(ParentShardId);
    return parent === undefined ? 0 : depth(parent) + 1;
  };
  return [...shards].sort((a, b) => depth(a) - depth(b));
}
