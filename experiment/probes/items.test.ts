import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { ask } from './ask.ts';
import { itemAge } from './item-age.ts';
import { itemCount } from './item-count.ts';
import { itemQueryFields } from './item-query.ts';
import { openFakes } from './testing/fake-context.ts';

const query = { table: 'shop-orders', index: 'open', where: { open: 'yes' } };
const lastKey = { id: { S: 'a' } };
/** Items that began so many milliseconds before the clock of the fakes. */
const began = (...ages: readonly number[]) => ages.map((age) => ({ began: { N: String(1_000_000 - age) } }));

describe('item-count', () => {
  const count = (pages: readonly object[], more: Partial<typeof query> = {}) => {
    const { context, calls } = openFakes({ pages });
    return { calls, answer: ask({ type: 'item-count', ...query, ...more }, context) };
  };

  it('counts what lies under the key, without reading it', async () => {
    const { answer, calls } = count([{ Count: 5 }]);
    expect(await answer).toBe(5);
    expect(calls).toEqual([
      expect.objectContaining({
        TableName: 'shop-orders',
        IndexName: 'open',
        Select: 'COUNT',
        KeyConditionExpression: '#key = :value',
        ExpressionAttributeNames: { '#key': 'open' },
        ExpressionAttributeValues: { ':value': { S: 'yes' } },
      }),
    ]);
  });

  it('counts every page', async () => {
    const { answer, calls } = count([{ Count: 3, LastEvaluatedKey: lastKey }, { Count: 4 }]);
    expect(await answer).toBe(7);
    expect(calls.map(({ ExclusiveStartKey }) => ExclusiveStartKey)).toEqual([undefined, lastKey]);
  });

  it('looks into the table itself where no index is named', async () => {
    const { context, calls } = openFakes({ pages: [{ Count: 1 }] });
    await ask({ type: 'item-count', table: 'shop-orders', where: { id: 'a' } }, context);
    expect(calls).toMatchObject([{ TableName: 'shop-orders', IndexName: undefined }]);
  });

  it('finds none where there is none', async () => expect(await count([]).answer).toBe(0));
});

describe('item-age', () => {
  const age = (pages: readonly object[]) => {
    const { context, calls } = openFakes({ pages });
    return { calls, answer: ask({ type: 'item-age', ...query, since: 'began' }, context) };
  };

  it('is that of the oldest item on any page, in seconds', async () => {
    const pages = [
      { Items: began(2_000, 7_500), LastEvaluatedKey: lastKey },
      { Items: began(90_000, 10) },
      { Items: began(999_999) },
    ];
    expect(await age(pages).answer).toBe(90);
  });

  it('reads no more than when each began', async () => {
    const { answer, calls } = age([{ Items: began(1) }]);
    await answer;
    expect(calls).toMatchObject([
      { ProjectionExpression: '#only', ExpressionAttributeNames: { '#key': 'open', '#only': 'began' } },
    ]);
    expect(calls[0]).not.toHaveProperty('Select');
  });

  it('is nothing where there is no item, or none that says when it began', async () => {
    expect(await age([]).answer).toBe(0);
    expect(await age([{ Items: [{}] }]).answer).toBe(0);
    expect(await age([{ Items: [{}, ...began(4_000)] }]).answer).toBe(4);
  });

  it('is not negative where another clock is ahead', async () => {
    expect(await age([{ Items: began(-5_000) }]).answer).toBe(0);
  });
});

describe('the items that a probe looks at', () => {
  const schema = z.strictObject(itemQueryFields);

  it('lie under one key', () => {
    expect(schema.parse(query)).toEqual(query);
    for (const where of [{}, { open: 'yes', id: 'a' }]) {
      const { error } = schema.safeParse({ ...query, where });
      expect(error?.issues).toMatchObject([
        { path: ['where'], message: 'expected one attribute, the partition key, with its value' },
      ]);
    }
  });

  it('are told in words', () => {
    expect(itemCount.inWords(query)).toBe('items with open = yes in open of shop-orders');
    expect(itemAge.inWords({ table: 'shop-orders', where: { id: 'a' }, since: 'began' })).toBe(
      'seconds since began of the oldest item with id = a in shop-orders',
    );
  });
});
