import { beforeEach, describe, expect, it } from '@jest/globals';
import { key, n, type Told, World } from '../world.ts';

const DAY_MS = 24 * 3_600_000;

interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly userIdentity?: object;
  readonly dynamodb: {
    readonly Keys: { readonly p: { readonly S: string } };
    readonly OldImage?: { readonly v?: unknown };
    readonly NewImage?: { readonly v?: unknown };
    readonly SequenceNumber: string;
  };
}

let world: World;

const streams = (operation: string, input: object): Told => world.call(operation, input, 'dynamodbstreams');

function streamArn(): string {
  const { Table } = world.call('DescribeTable', { TableName: 'Probes' });
  return (Table as { LatestStreamArn: string }).LatestStreamArn;
}

/** Shard iterators at the beginning of each shard, the oldest first. */
function fromStart(): readonly unknown[] {
  const StreamArn = streamArn();
  const { StreamDescription } = streams('DescribeStream', { StreamArn });
  return (StreamDescription as { Shards: { ShardId: string }[] }).Shards.map(
    ({ ShardId }) =>
      streams('GetShardIterator', { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }).ShardIterator,
  );
}

function records(): readonly StreamRecord[] {
  return fromStart().flatMap((ShardIterator) => streams('GetRecords', { ShardIterator }).Records as StreamRecord[]);
}

const told = () =>
  records().map(({ eventName, dynamodb: { Keys, OldImage, NewImage } }) => [
    eventName,
    Keys.p.S,
    OldImage?.v,
    NewImage?.v,
  ]);

describe('streams', () => {
  beforeEach(() => {
    world = World.probed();
  });

  it('tell each change once, in order, and nothing of writes that change nothing or are refused', () => {
    world.put({ ...key('a'), v: n(1) });
    world.put({ ...key('a'), v: n('1.0') });
    world.update(key('a'), 'SET v = :v', { ExpressionAttributeValues: { ':v': n(2) } });
    world.put({ ...key('a'), v: n(9) }, { ConditionExpression: 'attribute_not_exists(p)' });
    world.call('DeleteItem', { TableName: 'Probes', Key: key('a') });
    world.call('DeleteItem', { TableName: 'Probes', Key: key('a') });
    world.update(key('up'), 'SET v = :v', { ExpressionAttributeValues: { ':v': n(1) } });
    const Puts = ['t1', 't2'].map((p) => ({ Put: { TableName: 'Probes', Item: key(p) } }));
    world.call('TransactWriteItems', { TransactItems: Puts });
    const PutRequests = ['b1', 'b2'].map((p) => ({ PutRequest: { Item: key(p) } }));
    world.call('BatchWriteItem', { RequestItems: { Probes: PutRequests } });
    expect(told()).toEqual([
      ['INSERT', 'a', undefined, n(1)],
      ['MODIFY', 'a', n(1), n(2)],
      ['REMOVE', 'a', n(2), undefined],
      ['INSERT', 'up', undefined, n(1)],
      ['INSERT', 't1', undefined, undefined],
      ['INSERT', 't2', undefined, undefined],
      ['INSERT', 'b1', undefined, undefined],
      ['INSERT', 'b2', undefined, undefined],
    ]);
    const numbers = records().map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber));
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(records().map(({ eventID }) => eventID)).size).toBe(8);
  });

  it('are read on by their iterators, which end where nothing was written yet', () => {
    let [iterator] = fromStart();
    const next = () => {
      const answer = streams('GetRecords', { ShardIterator: iterator, Limit: 1 });
      iterator = answer.NextShardIterator;
      return (answer.Records as StreamRecord[]).map(({ dynamodb }) => dynamodb.Keys.p.S);
    };
    expect(next()).toEqual([]);
    for (const p of ['a', 'b']) world.put(key(p));
    expect([next(), next(), next()]).toEqual([['a'], ['b'], []]);
    world.put(key('c'));
    expect(next()).toEqual(['c']);
    // "A shard iterator expires 15 minutes after it is retrieved."
    world.nowMs += 15 * 60_000 + 1;
    expect(world.tell('GetRecords', { ShardIterator: iterator }, 'dynamodbstreams').error).toBe(
      'ExpiredIteratorException',
    );
  });

  it('go on in a child after four hours, and forget after 24', () => {
    world.put(key('a'));
    world.nowMs += DAY_MS - 1;
    world.put(key('b'));
    expect(fromStart()).toHaveLength(2);
    expect(told()).toHaveLength(2);
    world.nowMs += 1;
    expect(told()).toHaveLength(1);
  });
});

describe('time to live (Developer Guide, "How it works: DynamoDB Time to Live")', () => {
  beforeEach(() => {
    world = World.probed();
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'until' };
    expect(world.call('UpdateTimeToLive', { TableName: 'Probes', TimeToLiveSpecification })).toEqual({
      TimeToLiveSpecification,
    });
  });

  it('deletes what is over, and neither texts nor times of more than five years ago, and says so in the stream', () => {
    const seconds = Math.floor(world.nowMs / 1000);
    const items = {
      old: n(seconds - 60),
      soon: n(seconds + 60),
      ancient: n(seconds - 6 * 365 * 24 * 3600),
      text: { S: String(seconds - 60) },
    };
    for (const [p, until] of Object.entries(items)) world.put({ ...key(p), until });
    const left = () => (world.scan().Items as { p: { S: string } }[]).map(({ p }) => p.S).sort();
    expect(world.database.expireItems(world.nowMs)).toBe(1);
    expect(left()).toEqual(['ancient', 'soon', 'text']);
    world.nowMs += 61_000;
    expect(world.database.expireItems(world.nowMs)).toBe(1);
    expect(left()).toEqual(['ancient', 'text']);
    const removed = records().filter(({ eventName }) => eventName === 'REMOVE');
    expect(removed.map(({ userIdentity, dynamodb }) => [dynamodb.Keys.p.S, userIdentity])).toEqual(
      ['old', 'soon'].map((p) => [p, { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' }]),
    );
  });
});
