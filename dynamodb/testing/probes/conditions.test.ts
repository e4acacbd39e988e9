import { beforeEach, describe, expect, it } from '@jest/globals';
import { conditionFailed, invalid, key, n, World } from '../world.ts';

let world: World;

/** How many items a filter finds, or why it is refused. */
function found(FilterExpression: string, ExpressionAttributeValues?: object, parameters: object = {}): unknown {
  const told = world.scan({ FilterExpression, ExpressionAttributeValues, ...parameters });
  return told.Count ?? told.message;
}

describe('conditions and filters', () => {
  beforeEach(() => {
    world = World.probed();
    world.put({ ...key('a'), n: n(6), t: { S: 'text' }, ns: { NS: ['1', '2'] }, l: { L: [n(1), { S: 'x' }] } });
    world.put({ ...key('b'), n: n(10) });
    world.put(key('c'));
  });

  it.each([
    ['size(n) = :v', { ':v': n(1) }, 0],
    ['size(nope) <> :v', { ':v': n(0) }, 3],
    ['nope <> :v', { ':v': n(0) }, 3],
    ['nope < :v', { ':v': n(0) }, 0],
    ['NOT nope = :v', { ':v': n(0) }, 3],
    ['n < :v', { ':v': { S: 's' } }, 0],
    ['n < :v', { ':v': n(10) }, 1],
    ['n = :v', { ':v': n('6.0') }, 1],
    ['contains(ns, :v)', { ':v': n(1) }, 1],
    ['contains(ns, :v)', { ':v': n('1.0') }, 1],
    ['contains(ns, :v)', { ':v': { S: '1' } }, 0],
    ['contains(ns, :v)', { ':v': { NS: ['1'] } }, 0],
    ['contains(l, :v)', { ':v': n('1.0') }, 1],
    ['contains(t, :v)', { ':v': { S: '' } }, 1],
    ['ns = :v', { ':v': { NS: ['2', '1.0'] } }, 1],
    ['attribute_exists(n) AND attribute_not_exists(t)', undefined, 1],
  ])('%s with %j finds %j', (filter, values, count) => {
    expect(found(filter, values)).toBe(count);
  });

  it.each([
    [
      'begins_with(n, :v)',
      { ':v': n(1) },
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'n BETWEEN :v AND :w',
      { ':v': n(9), ':w': n(1) },
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:9}, upper bound operand: AttributeValue: {N:1}',
    ],
    ['n = :z', { ':v': n(1) }, 'An expression attribute value used in expression is not defined; attribute value: :z'],
    ['status = :v', { ':v': n(1) }, 'Attribute name is a reserved keyword; reserved keyword: status'],
  ])('%s is refused', (filter, values, complaint) => {
    expect(found(filter, values)).toBe(`Invalid FilterExpression: ${complaint}`);
  });

  it('refuse names and values that nothing uses', () => {
    expect(found('n = :v', { ':v': n(1), ':s': n(2) })).toBe(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:s}',
    );
    expect(found('n = :v', { ':v': n(1) }, { ExpressionAttributeNames: { '#x': 'n' } })).toBe(
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}',
    );
  });

  it('take 100 operands of IN, and 4 KB of text', () => {
    const operands = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`:v${index}`, n(index)]));
    const isIn = (count: number) => found(`n IN (${Object.keys(operands(count)).join(', ')})`, operands(count));
    expect(isIn(100)).toBe(2);
    expect(isIn(101)).toBe(
      'Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101',
    );
    const long = `n = :v${' '.repeat(4091)}`;
    expect(found(long, { ':v': n(6) })).toBe(
      'Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097',
    );
    expect(found(long.slice(0, 4096), { ':v': n(6) })).toBe(1);
  });

  it('of a query are no conditions on its key', () => {
    const query = { KeyConditionExpression: 'p = :p', FilterExpression: 's = :s' };
    expect(world.query({ ...query, ExpressionAttributeValues: { ':p': { S: 'a' }, ':s': { S: '0' } } })).toEqual(
      invalid('Filter Expression can only contain non-primary key attributes: Primary key attribute: s'),
    );
    expect(
      world.query({
        KeyConditionExpression: 'p = :p OR s = :s',
        ExpressionAttributeValues: { ':p': { S: 'a' }, ':s': { S: '0' } },
      }),
    ).toEqual(invalid('Invalid operator used in KeyConditionExpression: OR'));
    world.put({ ...key('d'), g: { S: 'q' } });
    const inIndex = { IndexName: 'by-g', KeyConditionExpression: 'g = :g', FilterExpression: 's = :s' };
    expect(world.query({ ...inIndex, ExpressionAttributeValues: { ':g': { S: 'q' }, ':s': { S: 'x' } } })).toEqual(
      expect.objectContaining({ Count: 0, ScannedCount: 1 }),
    );
  });

  it('of a write that fails tell the item if they are asked to', () => {
    const asks = {
      ConditionExpression: 't = :v',
      ExpressionAttributeValues: { ':v': { S: 'other' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    const Item = world.item(key('a'));
    expect(world.put(key('a'), asks)).toEqual({ ...conditionFailed, Item });
    const { ExpressionAttributeValues: values, ...without } = asks;
    const more = { ...values, ':n': n(1) };
    expect(world.update(key('a'), 'SET n = :n', { ...without, ExpressionAttributeValues: more })).toEqual({
      ...conditionFailed,
      Item,
    });
    const condition = { TableName: 'Probes', Key: key('a'), ...asks };
    expect(world.tell('DeleteItem', condition)).toEqual({ ...conditionFailed, Item });
    expect(
      world.tell('TransactWriteItems', {
        TransactItems: [{ Put: { TableName: 'Probes', Item: key('new') } }, { ConditionCheck: condition }],
      }),
    ).toEqual({
      error: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: conditionFailed.message, Item },
      ],
    });
    expect(world.item(key('new'))).toBeUndefined();
  });

  it('of a write hold of what is missing', () => {
    const missing = { ConditionExpression: 'a = :v', ExpressionAttributeValues: { ':v': n(1) } };
    const set = (expression: string, condition: string) =>
      world.update(key('miss'), expression, { ...missing, ConditionExpression: condition });
    expect(set('SET n = :v', 'a = :v')).toEqual(conditionFailed);
    expect(world.item(key('miss'))).toBeUndefined();
    expect(set('SET n = :v', 'a <> :v')).toEqual({});
    expect(world.item(key('miss'))).toEqual({ ...key('miss'), n: n(1) });
  });
});
