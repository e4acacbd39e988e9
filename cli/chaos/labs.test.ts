import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../kernel/usage-error.ts';
import { deployedLabs, type Lab, labFor } from './labs.ts';

const lab = (prefix: string): Lab => ({ prefix, names: { table: `${prefix}-chaos`, functions: {} } });
const [shop, shopEu, bank] = ['shop', 'shop-eu', 'bank'].map(lab) as [Lab, Lab, Lab];

describe('the labs of a cloud', () => {
  const found = (...pages: readonly (readonly string[])[]) => {
    const client = new DynamoDBClient({ region: 'us-east-1' });
    let page = 0;
    client.middlewareStack.add(
      () => async () => {
        const TableNames = pages[page++];
        const next = page < pages.length ? { LastEvaluatedTableName: TableNames?.at(-1) } : {};
        return { response: {}, output: { $metadata: {}, TableNames, ...next } };
      },
      { step: 'initialize', priority: 'low' },
    );
    return deployedLabs(client);
  };

  it('are known by their tables of rules, on every page of tables', async () => {
    const labs = await found(['bank-chaos', 'bank-entries'], ['chaos-of-ours'], ['shop-chaos', 'shop-chaos-not']);
    expect(labs.map(({ prefix, names }) => [prefix, names.table, names.functions.latency])).toEqual([
      ['bank', 'bank-chaos', 'bank-chaos-latency'],
      ['shop', 'shop-chaos', 'shop-chaos-latency'],
    ]);
  });

  it('are none where nothing is deployed', async () => expect(await found([])).toEqual([]));
});

describe('the lab that a fault by hand goes to', () => {
  it.each([
    [{ function: 'shop-payments' }, shop],
    [{ queue: 'bank-entries' }, bank],
    [{ table: 'bank-entries', service: 'dynamodb' }, bank],
    [{ function: 'shop-payments', table: 'bank-entries' }, shop],
    [{ function: 'shop-eu-payments' }, shopEu],
  ])('is that of the system whose names begin so: %j', (target, chosen) => {
    expect(labFor([shop, shopEu, bank], target)).toBe(chosen);
    expect(labFor([bank, shopEu, shop], target)).toBe(chosen);
  });

  it.each([[{}], [{ service: 'dynamodb' }], [{ function: 'a-foreign-function' }]])(
    'is the only one, whatever it aims at: %j',
    (target) => expect(labFor([shop], target)).toBe(shop),
  );

  it.each([
    [{ function: 'shopping' }, '"shopping" belongs to none of the systems that are deployed: shop, bank'],
    [{ service: 'dynamodb' }, '"a whole service" belongs to none of the systems that are deployed: shop, bank'],
  ])('has to be told where there are more: %j', (target, message) => {
    expect(() => labFor([shop, bank], target)).toThrow(new UsageError(message));
  });

  it('must be there', () => {
    expect(() => labFor([], { function: 'shop-payments' })).toThrow(/^there is no lab on this cloud/);
  });
});
