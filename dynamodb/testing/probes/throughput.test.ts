import { beforeEach, describe, expect, it } from '@jest/globals';
import { key, n, World } from '../world.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/Probes';
const RETRY = 'Consider increasing your provisioning level';
/** Units that nobody used within five minutes, at one a second. */
const BURST = 300;

let world: World;

/** Makes the table provisioned, with so many units a second for itself and its index. */
function provision(ReadCapacityUnits: number, WriteCapacityUnits: number, index: object = {}): void {
  const ProvisionedThroughput = { ReadCapacityUnits, WriteCapacityUnits };
  const Update = { IndexName: 'by-g', ProvisionedThroughput: { ...ProvisionedThroughput, ...index } };
  world.call('UpdateTable', {
    TableName: 'Probes',
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput,
    GlobalSecondaryIndexUpdates: [{ Update }],
  });
}

const throttled = (reason: string, resource = ARN) => ({
  error: 'ProvisionedThroughputExceededException',
  message: reason.startsWith('Table')
    ? `The level of configured provisioned throughput for the table was exceeded. ${RETRY} with the UpdateTable API.`
    : `The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. ${RETRY} for the under-provisioned global secondary indexes with the UpdateTable API`,
  ThrottlingReasons: [{ reason: `${reason}ProvisionedThroughputExceeded`, resource }],
});

/** Takes so many units of what is there to write. */
function spend(units: number): void {
  for (let left = units; left > 0; left -= 100)
    world.call('PutItem', { TableName: 'Probes', Item: { ...key('spent'), v: { S: 'x'.repeat(99.5 * 1024) } } });
}

const read = (ConsistentRead: boolean, p = 'a') =>
  world.tell('GetItem', { TableName: 'Probes', Key: key(p), ConsistentRead });

describe('throughput (Developer Guide, "Burst capacity", "Diagnosing throttling")', () => {
  beforeEach(() => {
    world = World.probed();
  });

  it('of one write unit a second takes a burst of 300, and then no more than that', () => {
    provision(1, 1);
    const item = (index: number) => ({ ...key(`${index}`), v: { S: 'x'.repeat(4900) } });
    const told = Array.from({ length: 300 }, (_, index) => world.put(item(index)));
    const refused = told.findIndex(({ error }) => error !== undefined);
    // Five units each, of 300.
    expect(refused).toBe(60);
    expect(told.slice(refused)).toEqual(Array.from({ length: 240 }, () => throttled('TableWrite')));
    expect(world.scan({ Select: 'COUNT' }).Count).toBe(60);
    world.nowMs += 1000;
    expect(world.put(item(300))).toEqual({});
    // That one took five units where one was: four seconds more are owed.
    world.nowMs += 4000;
    expect(world.put(item(301))).toEqual(throttled('TableWrite'));
    world.nowMs += 1;
    expect(world.put(item(301))).toEqual({});
  });

  it('that nobody used is kept for five minutes', () => {
    provision(1, 1);
    spend(BURST);
    world.nowMs += 24 * 3600 * 1000;
    spend(BURST);
    expect(world.put(key('a'))).toEqual(throttled('TableWrite'));
  });

  it('of reads is apart from that of writes, and what is eventually consistent takes half', () => {
    provision(1, 1);
    spend(BURST);
    const reads = (isConsistent: boolean) => {
      let count = 0;
      while (read(isConsistent).error === undefined) count += 1;
      return count;
    };
    expect(reads(true)).toBe(BURST);
    expect(read(true)).toEqual(throttled('TableRead'));
    expect(world.scan()).toEqual(throttled('TableRead'));
    world.nowMs += 10_000;
    expect(reads(false)).toBe(20);
  });

  it('is taken by conditions that fail, too', () => {
    provision(1, 1);
    spend(BURST - 100);
    const refused = { ConditionExpression: 'attribute_not_exists(p)' };
    expect(world.put(key('spent'), refused).error).toBe('ConditionalCheckFailedException');
    expect(world.put(key('spent'), refused)).toEqual(throttled('TableWrite'));
  });

  it('of a global index throttles writes that change it, and reads of it alone', () => {
    provision(100, 100, { ReadCapacityUnits: 1, WriteCapacityUnits: 1 });
    const large = (p: string) => ({ ...key(p), g: { S: 'q' }, v: { S: 'x'.repeat(399 * 1024) } });
    expect(world.put(large('a'))).toEqual({});
    const index = `${ARN}/index/by-g`;
    expect(world.put(large('b'))).toEqual(throttled('IndexWrite', index));
    expect(world.put(key('c'))).toEqual({});
    const query = {
      IndexName: 'by-g',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': { S: 'q' } },
    };
    for (let units = 0; units < BURST; units += 50) expect(world.query(query).Count).toBe(1);
    expect(world.query(query)).toEqual(throttled('IndexRead', index));
    expect(read(true, 'c').error).toBeUndefined();
  });

  it('leaves parts of a batch unprocessed, and refuses one of which nothing would be left', () => {
    provision(1, 1);
    spend(BURST - 100);
    const PutRequest = (p: string) => ({ PutRequest: { Item: { ...key(p), v: { S: 'x'.repeat(99.5 * 1024) } } } });
    const write = (...requests: readonly object[]) =>
      world.tell('BatchWriteItem', { RequestItems: { Probes: requests } });
    expect(write(PutRequest('a'), PutRequest('b'))).toEqual({ UnprocessedItems: { Probes: [PutRequest('b')] } });
    expect(write(PutRequest('b'))).toEqual(throttled('TableWrite'));
    // The item of 100 KB takes 25 units.
    while (read(true).error === undefined);
    world.nowMs += 25_000;
    const Keys = [key('a'), key('b')];
    const RequestItems = { Probes: { Keys, ConsistentRead: true } };
    expect(world.tell('BatchGetItem', { RequestItems })).toMatchObject({
      UnprocessedKeys: { Probes: { Keys: [key('b')] } },
    });
    expect(world.tell('BatchGetItem', { RequestItems })).toEqual(throttled('TableRead'));
  });

  it('is a reason of a part of a transaction, which takes twice as much', () => {
    provision(1, 1);
    const Put = { TableName: 'Probes', Item: { ...key('a'), v: { S: 'x'.repeat(149.5 * 1024) } } };
    const transact = () => world.tell('TransactWriteItems', { TransactItems: [{ Put }] });
    expect(transact()).toEqual({});
    const { message: Message } = throttled('TableWrite');
    expect(transact()).toMatchObject({
      error: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ProvisionedThroughputExceeded', Message }],
    });
    const Get = { TableName: 'Probes', Key: key('a') };
    while (read(true).error === undefined);
    expect(world.tell('TransactGetItems', { TransactItems: [{ Get }] })).toMatchObject({
      CancellationReasons: [{ Code: 'ProvisionedThroughputExceeded' }],
    });
  });

  it('of an on-demand table is unlimited, unless it has a maximum', () => {
    spend(5000);
    expect(world.put(key('a'))).toEqual({});
    const OnDemandThroughput = { MaxWriteRequestUnits: 1 };
    world.call('UpdateTable', { TableName: 'Probes', OnDemandThroughput });
    spend(BURST);
    expect(world.put(key('a'))).toEqual({
      error: 'ThrottlingException',
      message: 'Throughput exceeds the maximum OnDemandThroughput configured on table or index',
      throttlingReasons: [{ reason: 'TableWriteMaxOnDemandThroughputExceeded', resource: ARN }],
    });
    expect(read(true).error).toBeUndefined();
    expect(
      world.tell('UpdateTable', { TableName: 'Probes', OnDemandThroughput: { MaxWriteRequestUnits: -1 } }),
    ).not.toHaveProperty('error');
    expect(world.put({ ...key('a'), v: n(1) })).toEqual({});
  });

  it('of a fork is apart', () => {
    provision(1, 1);
    spend(BURST);
    const fork = Object.assign(new World(), { database: world.database.fork(), nowMs: world.nowMs + 100_000 });
    expect([world, fork].map((one) => one.put(key('a')).error)).toEqual([throttled('TableWrite').error, undefined]);
    expect(world.put(key('a')).error).toBe(throttled('TableWrite').error);
  });
});
