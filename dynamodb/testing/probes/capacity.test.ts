import { beforeEach, describe, expect, it } from '@jest/globals';
import { conditionFailed, key, World } from '../world.ts';

let world: World;

const TOTAL = { ReturnConsumedCapacity: 'TOTAL' };
const large = { v: { S: 'x'.repeat(1500) } };
const taken = (CapacityUnits: number) => ({ ConsumedCapacity: { TableName: 'Probes', CapacityUnits } });

describe('consumed capacity (Developer Guide, "DynamoDB capacity unit consumption")', () => {
  beforeEach(() => {
    world = World.probed();
  });

  it('of writes is by the larger item, before or after, in units of 1 KB', () => {
    expect(world.put({ ...key('a'), ...large }, TOTAL)).toEqual(taken(2));
    const shrink = { ...TOTAL, ExpressionAttributeValues: { ':v': { S: '' } } };
    expect(world.update(key('a'), 'SET v = :v', shrink)).toEqual(taken(2));
    world.put({ ...key('a'), ...large });
    expect(world.tell('DeleteItem', { TableName: 'Probes', Key: key('a'), ...TOTAL })).toEqual(taken(2));
    expect(world.tell('DeleteItem', { TableName: 'Probes', Key: key('a'), ...TOTAL })).toEqual(taken(1));
    const refused = { ...TOTAL, ConditionExpression: 'attribute_exists(p)' };
    expect(world.put(key('a'), refused)).toEqual(conditionFailed);
  });

  it('of a write is told apart by index', () => {
    expect(world.put({ ...key('a'), g: { S: 'q' } }, { ReturnConsumedCapacity: 'INDEXES' })).toEqual({
      ConsumedCapacity: {
        TableName: 'Probes',
        CapacityUnits: 2,
        Table: { CapacityUnits: 1 },
        GlobalSecondaryIndexes: { 'by-g': { CapacityUnits: 1 } },
      },
    });
  });

  it('of reads is half if they are eventually consistent, also of what is not there', () => {
    const read = (ConsistentRead: boolean) =>
      world.tell('GetItem', { TableName: 'Probes', Key: key('missing'), ConsistentRead, ...TOTAL });
    expect([read(false), read(true)]).toEqual([taken(0.5), taken(1)]);
  });

  // An emulator of AWS's own doubles this once more; the documentation has two units a KB.
  it('of transactions is double', () => {
    const Put = { TableName: 'Probes', Item: { ...key('a'), ...large } };
    expect(world.tell('TransactWriteItems', { TransactItems: [{ Put }], ...TOTAL })).toEqual({
      ConsumedCapacity: [{ TableName: 'Probes', CapacityUnits: 4, WriteCapacityUnits: 4 }],
    });
    const Get = { TableName: 'Probes', Key: key('a') };
    expect(world.tell('TransactGetItems', { TransactItems: [{ Get }], ...TOTAL })).toEqual({
      ConsumedCapacity: [{ TableName: 'Probes', CapacityUnits: 2, ReadCapacityUnits: 2 }],
      Responses: [{ Item: Put.Item }],
    });
  });
});
