import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AttributeValue } from '../../values/attribute-value.ts';
import { invalid, key, n, World } from '../world.ts';

const TOO_LARGE = 'Item size has exceeded the maximum allowed size';
const TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
const INVALID = 'One or more parameter values were invalid:';
const NOT_VALID = 'One or more parameter values are not valid.';
const NO_EMPTY_KEY = 'The AttributeValue for a key attribute cannot contain an empty string value.';

let world: World;

/** A list in a list, so many deep. */
function nested(levels: number): AttributeValue {
  let value: AttributeValue = n(1);
  for (let level = 0; level < levels; level += 1) value = { L: [value] };
  return value;
}

describe('limits', () => {
  beforeEach(() => {
    world = World.probed();
  });

  it('of an item: 400 KB with its names', () => {
    // p, s and v with their values, without the text of v.
    const around = 'p'.length + 'a'.length + 's'.length + '0'.length + 'v'.length;
    const item = (bytes: number) => ({ ...key('a'), v: { S: 'x'.repeat(bytes - around) } });
    expect(world.put(item(409_600))).toEqual({});
    expect(world.put(item(409_601))).toEqual(invalid(TOO_LARGE));
    expect(world.update(key('a'), 'SET w = :w', { ExpressionAttributeValues: { ':w': { S: '' } } })).toEqual(
      invalid('Item size to update has exceeded the maximum allowed size'),
    );
    const transaction = { TransactItems: [{ Put: { TableName: 'Probes', Item: item(409_601) } }] };
    expect(world.tell('TransactWriteItems', transaction)).toEqual(invalid(TOO_LARGE));
    // Characters count as their bytes in UTF-8.
    const inBytes = { ...key('b'), v: { S: 'ü'.repeat((409_600 - around) / 2 + 1) } };
    expect(world.put(inBytes)).toEqual(invalid(TOO_LARGE));
  });

  it('of nesting: 32 levels, the outermost value counted', () => {
    expect(world.put({ ...key('a'), v: nested(31) })).toEqual({});
    for (const levels of [32, 33, 10_000])
      expect(world.put({ ...key('a'), v: nested(levels) })).toEqual(invalid(TOO_DEEP));
  });

  it.each<[string, Record<string, AttributeValue>, string]>([
    ['an empty partition key', key(''), `${NOT_VALID} ${NO_EMPTY_KEY} Key: p`],
    ['an empty sort key', key('a', ''), `${NOT_VALID} ${NO_EMPTY_KEY} Key: s`],
    [
      'an empty key of an index',
      { ...key('a'), g: { S: '' } },
      `${NOT_VALID} A value specified for a secondary index key is not supported. ${NO_EMPTY_KEY} IndexName: by-g, IndexKey: g`,
    ],
    [
      'a key of an index of another type',
      { ...key('a'), g: n(1) },
      `${INVALID} Type mismatch for Index Key g Expected: S Actual: N IndexName: by-g`,
    ],
    ['an empty set', { ...key('a'), v: { SS: [] } }, `${INVALID} An string set  may not be empty`],
    [
      'a set with one member twice',
      { ...key('a'), v: { SS: ['a', 'a'] } },
      `${INVALID} Input collection [a, a] contains duplicates.`,
    ],
  ])('%s is refused', (_, item, message) => {
    expect(world.put(item)).toEqual(invalid(message));
  });

  it('leave empty strings and binaries be where they are no keys', () => {
    expect(world.put({ ...key('a'), v: { S: '' }, w: { B: '' } })).toEqual({});
    expect(world.item(key('a'))).toEqual({ ...key('a'), v: { S: '' }, w: { B: '' } });
  });

  it('of keys: 2,048 bytes for the partition, 1,024 for the sort key', () => {
    expect(world.put(key('p'.repeat(2048), 's'.repeat(1024)))).toEqual({});
    expect(world.put(key('p'.repeat(2049))).message).toMatch(/2048 bytes/);
    expect(world.put(key('p', 's'.repeat(1025))).message).toMatch(/1024 bytes/);
  });
});
