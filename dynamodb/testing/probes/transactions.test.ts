import { beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from '../../calls/circumstances.ts';
import { conditionFailed, invalid, key, n, World } from '../world.ts';

const CANCELLED = 'Transaction cancelled, please refer cancellation reasons for specific reasons';
const MANY = 'Transaction request cannot include multiple operations on one item';

let world: World;

const put = (p: string, more: object = {}) => ({ Put: { TableName: 'Probes', Item: { ...key(p), ...more } } });
const add = (p: string, attribute = 'n') => ({
  Update: {
    TableName: 'Probes',
    Key: key(p),
    UpdateExpression: `ADD ${attribute} :one`,
    ExpressionAttributeValues: { ':one': n(1) },
  },
});
const check = (p: string, ConditionExpression: string) => ({
  ConditionCheck: { TableName: 'Probes', Key: key(p), ConditionExpression },
});
const transact = (TransactItems: readonly object[], parameters: object = {}) =>
  world.tell('TransactWriteItems', { TransactItems, ...parameters });

describe('transactions', () => {
  beforeEach(() => {
    world = World.probed();
  });

  it('with a token are done once: a repetition reads, and another request is refused', () => {
    const once = { ClientRequestToken: 'token', ReturnConsumedCapacity: 'TOTAL' };
    const units = (kind: string, count: number) => ({
      ConsumedCapacity: [{ TableName: 'Probes', CapacityUnits: count, [`${kind}CapacityUnits`]: count }],
    });
    expect(transact([add('a')], once)).toEqual(units('Write', 2));
    expect(transact([add('a')], once)).toEqual(units('Read', 2));
    expect(transact([add('b')], once)).toEqual(
      expect.objectContaining({ error: 'IdempotentParameterMismatchException' }),
    );
    expect(world.item(key('a'))?.n).toEqual(n(1));
    expect(world.item(key('b'))).toBeUndefined();
    // "A client request token is valid for 10 minutes after the first request that uses it is completed."
    world.nowMs += 10 * 60_000;
    expect(transact([add('a')], once)).toEqual(units('Write', 2));
    expect(world.item(key('a'))?.n).toEqual(n(2));
  });

  it('with a token that were cancelled are tried anew', () => {
    const request = [put('a'), check('b', 'attribute_exists(p)')];
    const told = { error: 'TransactionCanceledException', message: `${CANCELLED} [None, ConditionalCheckFailed]` };
    expect(transact(request, { ClientRequestToken: 'token' })).toEqual(expect.objectContaining(told));
    world.put(key('b'));
    expect(transact(request, { ClientRequestToken: 'token' })).toEqual({});
    expect(world.item(key('a'))).toEqual(key('a'));
  });

  it('give a reason for each part', () => {
    world.put(key('b'));
    const ConditionalCheckFailed = { Code: 'ConditionalCheckFailed', Message: conditionFailed.message };
    expect(
      transact([
        put('a'),
        check('b', 'attribute_not_exists(p)'),
        add('c'),
        { Delete: { TableName: 'Probes', Key: key('d'), ConditionExpression: 'attribute_exists(p)' } },
      ]),
    ).toEqual({
      error: 'TransactionCanceledException',
      message: `${CANCELLED} [None, ConditionalCheckFailed, None, ConditionalCheckFailed]`,
      CancellationReasons: [{ Code: 'None' }, ConditionalCheckFailed, { Code: 'None' }, ConditionalCheckFailed],
    });
    expect(world.scan().Count).toBe(1);
  });

  it('refuse two writes of one item, and more than 100', () => {
    expect(transact([put('a'), add('a')])).toEqual(invalid(MANY));
    expect(transact(Array.from({ length: 100 }, (_, index) => put(`${index}`)))).toEqual({});
    const tooMany = transact(Array.from({ length: 101 }, (_, index) => put(`more ${index}`)));
    expect(tooMany.error).toBe('ValidationException');
    expect(tooMany.message).toMatch(/Member must have length less than or equal to 100$/);
    expect(world.scan().Count).toBe(100);
  });

  it('hold their items against others while they go on', () => {
    world.chance = { ...calm, transactionMs: () => 100 };
    expect(transact([add('a'), add('b')])).toEqual({});
    const conflict = 'Transaction is ongoing for the item';
    expect(world.put(key('a'))).toEqual({ error: 'TransactionConflictException', message: conflict });
    expect(transact([put('c'), add('b')]).CancellationReasons).toEqual([
      { Code: 'None' },
      { Code: 'TransactionConflict', Message: conflict },
    ]);
    world.nowMs += 100;
    expect(world.put(key('a'))).toEqual({});
  });

  it('read several items, also such that are not there', () => {
    world.put({ ...key('a'), v: n(1) });
    const Gets = ['missing', 'a'].map((p) => ({ Get: { TableName: 'Probes', Key: key(p) } }));
    expect(world.tell('TransactGetItems', { TransactItems: Gets })).toEqual({
      Responses: [{}, { Item: { ...key('a'), v: n(1) } }],
    });
  });
});

describe('batches', () => {
  beforeEach(() => {
    world = World.probed();
  });

  const write = (requests: readonly object[]) => world.tell('BatchWriteItem', { RequestItems: { Probes: requests } });
  const PutRequest = (p: string) => ({ PutRequest: { Item: key(p) } });

  it('refuse one item twice, and write nothing then', () => {
    const twice = invalid('Provided list of item keys contains duplicates');
    expect(write([PutRequest('a'), PutRequest('a')])).toEqual(twice);
    expect(write([PutRequest('a'), { DeleteRequest: { Key: key('a') } }])).toEqual(twice);
    expect(world.item(key('a'))).toBeUndefined();
    const Keys = [key('a'), key('a')];
    expect(world.tell('BatchGetItem', { RequestItems: { Probes: { Keys } } })).toEqual(twice);
  });

  it('take 25 writes and 100 reads', () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);
    expect(write(keys(25).map(PutRequest))).toEqual({ UnprocessedItems: {} });
    expect(write(keys(26).map(PutRequest)).message).toMatch(/25/);
    const read = (count: number) =>
      world.tell('BatchGetItem', { RequestItems: { Probes: { Keys: keys(count).map((p) => key(p)) } } });
    expect((read(100).Responses as { Probes: unknown[] }).Probes).toHaveLength(25);
    expect(read(101).message).toMatch(/100|Too many items/);
  });

  it('leave unprocessed what does not fit in an answer of 16 MB', () => {
    const large = { v: { S: 'x'.repeat(200_000) } };
    for (let index = 0; index < 90; index += 1) world.put({ ...key(`${index}`), ...large });
    const Keys = Array.from({ length: 90 }, (_, index) => key(`${index}`));
    const told = world.tell('BatchGetItem', { RequestItems: { Probes: { Keys } } });
    expect((told.Responses as { Probes: unknown[] }).Probes).toHaveLength(83);
    expect((told.UnprocessedKeys as { Probes: { Keys: unknown[] } }).Probes.Keys).toHaveLength(7);
  });
});
