import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { describe, expect, it } from '@jest/globals';
import { readVersions } from './versions.ts';

const second = 1_767_225_600_000;
const recorded = { table: 't', key: 'id', createdAt: 'createdAt' };

function change(id: string, version: number, at = second) {
  const image = { id: { S: id }, version: { N: String(version) } };
  const dynamodb = { Keys: { id: { S: id } }, NewImage: image, ApproximateCreationDateTime: new Date(at) };
  return { eventName: version === 1 ? 'INSERT' : 'MODIFY', dynamodb };
}

type Page = readonly ReturnType<typeof change>[];
interface FakeShard {
  readonly id: string;
  readonly parent?: string;
  readonly open?: boolean;
  /** What each call for records answers; an open shard goes on with nothing. */
  readonly pages: readonly Page[];
}

/** A stream of these shards, listed two a page. */
function streamOf(shards: readonly FakeShard[]): { dynamo: DynamoDBClient; streams: DynamoDBStreamsClient } {
  const answer = (command: {
    readonly constructor: { readonly name: string };
    readonly input: Record<string, string>;
  }) => {
    const { input } = command;
    if (command.constructor.name === 'DescribeStreamCommand') {
      const from = shards.findIndex(({ id }) => id === input.ExclusiveStartShardId) + 1;
      const page = shards.slice(from, from + 2).map(({ id, parent, open }) => ({
        ShardId: id,
        ParentShardId: parent,
        SequenceNumberRange: { StartingSequenceNumber: '1', ...(open ? {} : { EndingSequenceNumber: '9' }) },
      }));
      const more = from + 2 < shards.length ? page.at(-1)?.ShardId : undefined;
      return { StreamDescription: { Shards: page, LastEvaluatedShardId: more } };
    }
    if (command.constructor.name === 'GetShardIteratorCommand') return { ShardIterator: `${input.ShardId} 0` };
    const [id, n] = (input.ShardIterator ?? '').split(' ');
    const { pages = [], open } = shards.find((shard) => shard.id === id) ?? {};
    const over = !open && Number(n) + 1 >= pages.length;
    return { Records: pages[Number(n)] ?? [], NextShardIterator: over ? undefined : `${id} ${Number(n) + 1}` };
  };
  const send = async (command: never) => answer(command);
  const describeTable = async ({ input }: { readonly input: { readonly TableName: string } }) => {
    expect(input.TableName).toBe('x-t');
    return { Table: { LatestStreamArn: 'arn' } };
  };
  return {
    dynamo: { send: describeTable } as unknown as DynamoDBClient,
    streams: { send } as unknown as DynamoDBStreamsClient,
  };
}

const read = (shards: readonly FakeShard[], found: readonly { id: string; version: number }[]) => {
  const { dynamo, streams } = streamOf(shards);
  return readVersions(dynamo, streams, { recorded, prefix: 'x-', since: second, found, now: Date.now });
};
const versionsOf = (all: Awaited<ReturnType<typeof readVersions>>) => all.map(({ key, item }) => [key, item?.version]);

describe('the versions in a stream', () => {
  it('are read from a shard after the one that it came from, and to the end of both', async () => {
    const shards = [
      { id: 'grandchild', parent: 'child', open: true, pages: [[change('a', 4)]] },
      { id: 'child', parent: 'root', pages: [[], [change('a', 3)], []] },
      { id: 'root', parent: 'forgotten', pages: [[change('a', 1)], [], [change('a', 2), change('b', 1)]] },
    ];
    const found = [
      { id: 'a', version: 4 },
      { id: 'b', version: 1 },
    ];
    expect(versionsOf(await read(shards, found))).toEqual([
      ['a', 1],
      ['a', 2],
      ['b', 1],
      ['a', 3],
      ['a', 4],
    ]);
  });

  it('are waited for until they show what was found in the table', async () => {
    const late = { id: 'open', open: true, pages: [[change('a', 1)], [], [], [change('a', 2)]] };
    expect(versionsOf(await read([late], [{ id: 'a', version: 2 }]))).toHaveLength(2);
  });

  it('are those of this run, whose times are rounded down', async () => {
    const shard = {
      id: 'open',
      open: true,
      pages: [[change('a', 1, second - 90_000), change('b', 1, second - 50_000)]],
    };
    const versions = await read([shard], []);
    expect(versionsOf(versions)).toEqual([['b', 1]]);
    expect(versions).toMatchObject([{ table: 't', change: 'INSERT', at: second - 50_000 }]);
  });

  it('need a stream', async () => {
    const { streams } = streamOf([]);
    const dynamo = { send: async () => ({ Table: {} }) } as unknown as DynamoDBClient;
    const reading = readVersions(dynamo, streams, { recorded, prefix: 'x-', since: 0, found: [], now: Date.now });
    await expect(reading).rejects.toThrow('x-t has no stream');
  });
});
