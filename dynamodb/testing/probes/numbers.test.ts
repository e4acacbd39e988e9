import { describe, expect, it } from '@jest/globals';
import { conditionFailed, invalid, key, n, World } from '../world.ts';

const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const PRECISION = 'Attempting to store more than 38 significant digits in a Number';
const ones = (count: number) => '1'.repeat(count);

describe('numbers (Developer Guide, "Data types")', () => {
  it.each([
    ['1e2', '100'],
    ['0.10', '0.1'],
    ['-0', '0'],
    ['007', '7'],
    ['1E-3', '0.001'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['5.', '5'],
    [`${ones(38)}0`, `${ones(38)}0`],
    ['1e125', `1${'0'.repeat(125)}`],
    ['1e-130', `0.${'0'.repeat(129)}1`],
  ])('%s is kept as %s', (written, kept) => {
    const world = World.probed();
    expect(world.put({ ...key('n'), v: n(written) })).toEqual({});
    expect(world.item(key('n'))?.v).toEqual(n(kept));
  });

  it.each([
    [ones(39), PRECISION],
    [`0.${ones(39)}`, PRECISION],
    ['1e126', OVERFLOW],
    ['1e-131', UNDERFLOW],
    ['', 'The parameter cannot be converted to a numeric value'],
    ...[' 5', 'NaN', 'Infinity', '0x10', '1_000'].map((text): [string, string] => [
      text,
      `The parameter cannot be converted to a numeric value: ${text}`,
    ]),
  ])('"%s" is refused', (written, message) => {
    expect(World.probed().put({ ...key('n'), v: n(written) })).toEqual(invalid(message));
  });

  // The documentation says 38 digits, and an emulator of AWS's own refuses what would have more: nothing is rounded.
  it.each([
    ['9'.repeat(38), 'ADD v :v', '1', `1${'0'.repeat(38)}`],
    ['1e37', 'ADD v :v', '0.1', undefined],
    ['12345678901234567890123456789012345678', 'SET v = v + :v', '0.5', undefined],
    ['0.1', 'ADD v :v', '0.2', '0.3'],
    ['12345678901234567890', 'SET v = v + :v', '1', '12345678901234567891'],
  ])('%s, then %s of %s', (start, UpdateExpression, added, sum) => {
    const world = World.probed();
    world.put({ ...key('n'), v: n(start) });
    const before = world.item(key('n'));
    const told = world.update(key('n'), UpdateExpression, { ExpressionAttributeValues: { ':v': n(added) } });
    expect(told).toEqual(sum === undefined ? expect.objectContaining({ error: 'ValidationException' }) : {});
    expect(world.item(key('n'))).toEqual(sum === undefined ? before : { ...key('n'), v: n(sum) });
  });

  it('are the same in sets and conditions if their values are', () => {
    const world = World.probed();
    expect(world.put({ ...key('n'), v: { NS: ['1', '1.0', '2'] } })).toEqual(
      expect.objectContaining({
        error: 'ValidationException',
        message: expect.stringContaining('contains duplicates'),
      }),
    );
    world.put({ ...key('n'), v: n(100) });
    const equal = { ConditionExpression: 'v = :v', ExpressionAttributeValues: { ':v': n('1.00e2') } };
    expect(world.put({ ...key('n'), v: n('1.00e2') }, equal)).toEqual({});
    expect(world.item(key('n'))?.v).toEqual(n(100));
  });

  it('are one key if their values are, and order items', () => {
    const world = new World();
    world.call('CreateTable', {
      TableName: 'Probes',
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'p', AttributeType: 'S' },
        { AttributeName: 's', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const at = (s: string) => ({ p: { S: 'a' }, s: n(s) });
    for (const s of ['10', '9', '1e0', '-3', '2.50']) world.put({ ...at(s), v: { S: s } });
    const all = world.query({ KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } });
    expect((all.Items as Record<string, unknown>[]).map(({ s, v }) => [s, v])).toEqual(
      [
        ['-3', '-3'],
        ['1', '1e0'],
        ['2.5', '2.50'],
        ['9', '9'],
        ['10', '10'],
      ].map(([s, v]) => [{ N: s }, { S: v }]),
    );
    expect(world.item(at('1.00'))).toEqual({ ...at('1'), v: { S: '1e0' } });
    expect(world.put(at('1.00'), { ConditionExpression: 'attribute_not_exists(p)' })).toEqual(conditionFailed);
  });
});
