import { beforeEach, describe, expect, it } from '@jest/globals';
import { invalid, key, n, type Told, World } from '../world.ts';

let world: World;

const ofQ = { KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'q' } } };
const inIndex = {
  IndexName: 'by-g',
  KeyConditionExpression: 'g = :g',
  ExpressionAttributeValues: { ':g': { S: 'same' } },
};
type Page = { Items: Record<string, { S: string }>[]; LastEvaluatedKey?: object };

/** All items that the pages of a read have, with what happens between them. */
function readAll(read: (start: object) => Told, between: (page: Page) => void = () => {}) {
  const items: Page['Items'] = [];
  let start: object | undefined;
  do {
    const page = read(start === undefined ? {} : { ExclusiveStartKey: start }) as unknown as Page;
    items.push(...page.Items);
    between(page);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

const names = (items: Page['Items']) => items.map(({ p, s }) => `${p?.S}/${s?.S}`);

describe('pages', () => {
  beforeEach(() => {
    world = World.probed();
    for (const s of ['0', '1', '2']) world.put(key('q', s));
  });

  it('that end with the last item have a key to go on with, as AWS does not look ahead', () => {
    expect(world.query({ ...ofQ, Limit: 3 })).toEqual(
      expect.objectContaining({ Count: 3, LastEvaluatedKey: key('q', '2') }),
    );
    const rest = world.query({ ...ofQ, Limit: 1, ExclusiveStartKey: key('q', '1') });
    expect(rest).toEqual(expect.objectContaining({ Count: 1, LastEvaluatedKey: key('q', '2') }));
    expect(world.query({ ...ofQ, Limit: 4 })).not.toHaveProperty('LastEvaluatedKey');
    expect(world.query({ ...ofQ, ExclusiveStartKey: key('q', '2') })).toEqual({
      Items: [],
      Count: 0,
      ScannedCount: 0,
    });
  });

  it('are limited before they are filtered', () => {
    const none = { FilterExpression: 'attribute_exists(zz)', ReturnConsumedCapacity: 'TOTAL' };
    expect(world.scan({ ...none, Limit: 2 })).toEqual({
      Items: [],
      Count: 0,
      ScannedCount: 2,
      LastEvaluatedKey: key('q', '1'),
      ConsumedCapacity: { TableName: 'Probes', CapacityUnits: 0.5 },
    });
    expect(world.scan(none)).toEqual(expect.objectContaining({ Count: 0, ScannedCount: 3 }));
  });

  it('of 1 MB end with the item that passes it', () => {
    const v = { S: 'x'.repeat(190_000) };
    for (let index = 0; index < 9; index += 1) world.put({ ...key('big', `0${index}`), v });
    const big = { KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'big' } } };
    for (const Select of ['ALL_ATTRIBUTES', 'COUNT'])
      expect(world.query({ ...big, Select })).toEqual(
        expect.objectContaining({ Count: 6, LastEvaluatedKey: key('big', '05') }),
      );
  });

  it.each([1, 2, 5])('of %d through equal keys of an index find each item once, either way', (Limit) => {
    for (let index = 0; index < 12; index += 1) world.put({ ...key(`g${index}`), g: { S: 'same' } });
    const read = (more: object) => readAll((start) => world.query({ ...inIndex, ...more, Limit, ...start }));
    const forwards = names(read({}));
    expect(new Set(forwards).size).toBe(12);
    expect(names(read({ ScanIndexForward: false }))).toEqual(forwards.toReversed());
  });

  it('go on where they ended although their items are deleted or moved', () => {
    for (let index = 0; index < 10; index += 1) world.put({ ...key('q', `x${index}`), g: { S: 'same' } });
    const deletes = (page: Page) => {
      for (const { p, s } of page.Items) world.call('DeleteItem', { TableName: 'Probes', Key: { p, s } });
    };
    const moves = (page: Page) => {
      for (const { p, s } of page.Items)
        world.update({ p, s } as never, 'SET g = :g', { ExpressionAttributeValues: { ':g': { S: 'other' } } });
    };
    const fork = () => Object.assign(new World(), { database: world.database.fork(), nowMs: world.nowMs });
    const original = world;
    const counts = [
      [deletes, (start: object) => world.scan({ Limit: 3, ...start })],
      [deletes, (start: object) => world.query({ ...ofQ, Limit: 3, ...start })],
      [deletes, (start: object) => world.query({ ...inIndex, Limit: 3, ...start })],
      [moves, (start: object) => world.query({ ...inIndex, Limit: 3, ...start })],
    ] as const;
    const found = counts.map(([between, read]) => {
      world = original;
      world = fork();
      return new Set(names(readAll(read, between))).size;
    });
    expect(found).toEqual([13, 13, 10, 10]);
    expect(original.scan().Count).toBe(13);
  });

  it('of segments have each item once, whoever reads them', () => {
    for (let index = 0; index < 300; index += 1) world.put(key(`p${index}`));
    const segment = (Segment: number) =>
      names(readAll((start) => world.scan({ Segment, TotalSegments: 4, Limit: 50, ...start })));
    const first = [0, 1, 2, 3].map(segment);
    expect(new Set(first.flat()).size).toBe(303);
    for (const one of first) expect(one.length).toBeGreaterThan(40);
    for (let index = 300; index < 360; index += 1) world.put(key(`p${index}`));
    for (const [index, before] of first.entries()) expect(segment(index)).toEqual(expect.arrayContaining(before));
  });

  it('of a global index are never consistent', () => {
    const refused = invalid('Consistent reads are not supported on global secondary indexes');
    expect(world.query({ ...inIndex, ConsistentRead: true })).toEqual(refused);
    expect(world.scan({ IndexName: 'by-g', ConsistentRead: true })).toEqual(refused);
  });

  it('may miss the latest writes where a read is eventually consistent and chance has it so', () => {
    world = World.probed({ historyMs: 1000 });
    world.put({ ...key('a'), v: n(1) });
    world.put({ ...key('a'), v: n(2) });
    world.chance = { ...world.chance, missedWrites: (available) => Math.min(1, available) };
    const read = (ConsistentRead: boolean) =>
      (world.call('GetItem', { TableName: 'Probes', Key: key('a'), ConsistentRead }).Item as { v: unknown }).v;
    expect([read(false), read(true)]).toEqual([n(1), n(2)]);
    world.nowMs += 1000;
    expect(read(false)).toEqual(n(2));
  });
});
