import { beforeEach, describe, expect, it } from '@jest/globals';
import { unmodelled } from '../../operations/unmodelled.ts';
import { key, World } from '../world.ts';

const NOT_FOUND = { error: 'ResourceNotFoundException', message: 'Requested resource not found' };
let world: World;

const status = () =>
  (world.tell('DescribeTable', { TableName: 'Probes' }).Table as { TableStatus: string } | undefined)?.TableStatus;

describe('tables', () => {
  beforeEach(() => {
    world = World.probed({ transitionMs: 500 });
  });

  it('take their time to be created and deleted, and no items meanwhile', () => {
    expect(status()).toBe('CREATING');
    expect(world.put(key('a'))).toEqual(NOT_FOUND);
    expect(world.tell('DeleteTable', { TableName: 'Probes' }).error).toBe('ResourceInUseException');
    world.nowMs += 500;
    expect(status()).toBe('ACTIVE');
    expect(world.put(key('a'))).toEqual({});
    world.call('DeleteTable', { TableName: 'Probes' });
    expect(status()).toBe('DELETING');
    expect(world.put(key('a'))).toEqual(NOT_FOUND);
    world.nowMs += 500;
    expect(status()).toBeUndefined();
  });

  it('are told apart by account and region, and reached by their ARN', () => {
    world.nowMs += 500;
    const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/Probes';
    expect(world.tell('PutItem', { TableName: arn, Item: key('a') })).toEqual({});
    const elsewhere = { account: '000000000000', region: 'eu-west-1' };
    expect(() =>
      world.database.call('dynamodb', 'GetItem', { TableName: 'Probes', Key: key('a') }, elsewhere, world),
    ).toThrow('Requested resource not found');
    expect(world.tell('GetItem', { TableName: arn.replace('us-east-1', 'eu-west-1'), Key: key('a') })).toEqual({
      error: 'NotModelled',
      message: expect.stringContaining('A table of another account or region'),
    });
  });

  it('forked are apart from the original', () => {
    world.nowMs += 500;
    world.put({ ...key('a'), g: { S: 'q' } });
    const fork = Object.assign(new World(), { database: world.database.fork(), nowMs: world.nowMs });
    fork.put(key('b'));
    world.call('DeleteItem', { TableName: 'Probes', Key: key('a') });
    expect([world.scan().Count, fork.scan().Count]).toEqual([0, 2]);
    expect([world, fork].map((one) => one.scan({ IndexName: 'by-g' }).Count)).toEqual([0, 1]);
  });
});

describe('what is not modelled', () => {
  it('is named: operations of AWS', () => {
    world = World.probed();
    expect(unmodelled.size).toBeGreaterThan(20);
    for (const operation of unmodelled)
      expect(world.tell(operation, {})).toEqual({
        error: 'NotModelled',
        message: `The operation ${operation} is not modelled by this DynamoDB`,
      });
  });

  it('is named: parameters of operations', () => {
    expect(World.probed().tell('UpdateTable', { TableName: 'Probes', ReplicaUpdates: [{}] })).toEqual({
      error: 'NotModelled',
      message: 'ReplicaUpdates of UpdateTable is not modelled by this DynamoDB',
    });
  });
});
