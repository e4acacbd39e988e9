import { beforeEach, describe, expect, it } from '@jest/globals';
import { invalid, key, n, World } from '../world.ts';

const NO_PATH = 'The document path provided in the update expression is invalid for update';
const NO_ATTRIBUTE = 'The provided expression refers to an attribute that does not exist in the item';
const BAD_TYPE = 'An operand in the update expression has an incorrect data type';

const numbers = (...values: readonly number[]) => ({ L: values.map(n) });
let world: World;

/** What an update of item x comes to: what it is told, and what it leaves. */
function outcome(expression: string, values?: object, parameters: object = {}, at = 'x') {
  const told = world.update(key(at), expression, { ExpressionAttributeValues: values, ...parameters });
  const { p, s, ...left } = world.item(key(at)) ?? {};
  return { told, left };
}

describe('updates', () => {
  beforeEach(() => {
    world = World.probed();
  });

  it.each<[string, object, object | undefined, object]>([
    ['SET a = b, b = a', { a: n(1), b: n(2) }, undefined, { a: n(2), b: n(1) }],
    ['SET b = a REMOVE a', { a: n(1) }, undefined, { b: n(1) }],
    ['REMOVE l[0], l[1]', { l: numbers(0, 1, 2, 3, 4) }, undefined, { l: numbers(2, 3, 4) }],
    ['REMOVE l[1], l[3] SET l[5] = :v', { l: numbers(0, 1, 2, 3, 4) }, { ':v': n(55) }, { l: numbers(0, 2, 4, 55) }],
    ['SET l[7] = :v, l[5] = :w', { l: numbers(0, 1, 2) }, { ':v': n(7), ':w': n(5) }, { l: numbers(0, 1, 2, 5, 7) }],
    ['SET l[9] = :v', { l: numbers(1) }, { ':v': n(9) }, { l: numbers(1, 9) }],
    ['SET l = list_append(if_not_exists(l, :e), :v)', {}, { ':e': { L: [] }, ':v': numbers(1) }, { l: numbers(1) }],
    ['DELETE ns :v', { ns: { NS: ['1', '2'] } }, { ':v': { NS: ['1.0'] } }, { ns: { NS: ['2'] } }],
    ['DELETE ns :v', { ns: { NS: ['1', '2'] } }, { ':v': { NS: ['1', '2', '3'] } }, {}],
    ['ADD ns :v', { ns: { NS: ['2'] } }, { ':v': { NS: ['2.0', '3'] } }, { ns: { NS: ['2', '3'] } }],
    ['SET a = :v ADD t :v', {}, { ':v': n(7) }, { a: n(7), t: n(7) }],
    ['REMOVE a', {}, undefined, {}],
  ])('%s', (expression, before, values, after) => {
    world.put({ ...key('x'), ...before });
    expect(outcome(expression, values)).toEqual({ told: {}, left: after });
  });

  it('create the item, also without an expression, but not to remove something of it', () => {
    expect(world.update(key('new'), undefined, { ReturnValues: 'ALL_NEW' })).toEqual({ Attributes: key('new') });
    // An emulator of AWS's own makes an item of this too; AWS itself does not, as ScyllaDB's tests say, which were run there.
    expect(world.update(key('other'), 'REMOVE a')).toEqual({});
    expect(world.item(key('other'))).toBeUndefined();
  });

  const v = { ':v': n(7) };
  it.each<[string, object | undefined, string]>([
    ['SET a = :v, b = zz + :v', v, NO_ATTRIBUTE],
    ['SET a = :v, t = t + :v', v, BAD_TYPE],
    ['SET a = :v ADD t :v', v, BAD_TYPE],
    ['SET a = :v REMOVE q[0]', v, NO_PATH],
    ['SET a = :v, q.r = :v', v, NO_PATH],
    ['ADD a :v SET b = zz', v, NO_ATTRIBUTE],
    ['SET l = list_append(l, :v)', { ':v': numbers(1) }, NO_ATTRIBUTE],
  ])('%s is refused and leaves all as it was, in a transaction as alone', (expression, values, message) => {
    const before = { a: n(1), t: { S: 'text' } };
    world.put({ ...key('x'), ...before });
    expect(outcome(expression, values)).toEqual({ told: invalid(message), left: before });
    const Update = {
      TableName: 'Probes',
      Key: key('x'),
      UpdateExpression: expression,
      ExpressionAttributeValues: values,
    };
    const told = world.tell('TransactWriteItems', {
      TransactItems: [{ Put: { TableName: 'Probes', Item: key('first') } }, { Update }],
    });
    expect(told.CancellationReasons).toEqual([{ Code: 'None' }, { Code: 'ValidationError', Message: message }]);
    expect(world.item(key('first'))).toBeUndefined();
    expect(world.item(key('x'))).toEqual({ ...key('x'), ...before });
  });

  it.each<[string, string]>([
    ['SET status = :v', 'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: status'],
    [
      'SET a = :v, a.b = :v',
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'SET s = :v',
      'One or more parameter values were invalid: Cannot update attribute s. This attribute is part of the key',
    ],
    ['SET m.x = :v', NO_PATH],
    ['SET a = zz + :v', NO_ATTRIBUTE],
  ])('%s is refused', (expression, message) => {
    expect(outcome(expression, v)).toEqual({ told: invalid(message), left: {} });
  });

  it('return what they touched, and no more', () => {
    const nested = (c: number) => ({ M: { c: n(c), d: n(2) } });
    world.put({ ...key('x'), b: nested(1), z: n(0) });
    const touch = (ReturnValues: string) => outcome('SET b.c = :v', v, { ReturnValues }).told;
    expect(touch('UPDATED_OLD')).toEqual({ Attributes: { b: { M: { c: n(1) } } } });
    expect(touch('UPDATED_NEW')).toEqual({ Attributes: { b: { M: { c: n(7) } } } });
    expect(world.item(key('x'))?.b).toEqual(nested(7));
    expect(world.put(key('none'), { ReturnValues: 'ALL_OLD' })).toEqual({});
    expect(world.put(key('none'), { ReturnValues: 'ALL_NEW' })).toEqual(
      invalid('ReturnValues can only be ALL_OLD or NONE'),
    );
    expect(world.tell('DeleteItem', { TableName: 'Probes', Key: key('missing'), ReturnValues: 'ALL_OLD' })).toEqual({});
  });
});
