import {
  DynamoDBClient,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { withChaos } from '../../sdk-plugin.ts';
import { serviceOfEachTest } from '../testing/stub-service.ts';
import { ruleOf, underRules } from '../testing/under-rules.ts';

const writes = new TransactWriteItemsCommand({
  TransactItems: ['a', 'b', 'b'].map((TableName) => ({ Put: { TableName, Item: { orderId: { S: 'order-1' } } } })),
});

describe('a cancelled transaction', () => {
  const service = serviceOfEachTest();

  const sent = async (changes: object, command: typeof writes | TransactGetItemsCommand = writes) => {
    const { environment, ledger } = underRules([ruleOf('transaction-canceled', { ...changes })]);
    const client = withChaos(new DynamoDBClient(service.config), environment);
    const outcome = await client.send(command as typeof writes).catch((error) => error);
    return { outcome, ledger };
  };

  it('is the exception with a reason for each item, is not carried out, and not tried again by the SDK', async () => {
    const { outcome, ledger } = await sent({});
    expect(outcome).toBeInstanceOf(TransactionCanceledException);
    expect(outcome.$metadata.attempts).toBe(1);
    const codes = outcome.CancellationReasons.map(({ Code }: { Code: string }) => Code);
    expect(codes.sort()).toEqual(['None', 'None', 'TransactionConflict']);
    expect(outcome.message).toContain('[');
    expect(service.arrivals).toEqual([]);
    expect(ledger).toMatchObject([{ operation: 'dynamodb:TransactWriteItems', key: 'order-1' }]);
  });

  it('blames the items of the aimed table, for the chosen reason', async () => {
    const target = { table: 'b' };
    const { outcome } = await sent({ target, parameters: { reason: 'ThrottlingError', items: 'all' } });
    expect(outcome.CancellationReasons).toMatchObject([
      { Code: 'None' },
      { Code: 'ThrottlingError' },
      { Code: 'ThrottlingError' },
    ]);
  });

  it('may be a read', async () => {
    const reads = new TransactGetItemsCommand({
      TransactItems: [{ Get: { TableName: 'a', Key: { orderId: { S: 'order-1' } } } }],
    });
    expect((await sent({}, reads)).outcome.CancellationReasons).toMatchObject([{ Code: 'TransactionConflict' }]);
  });

  it('is nothing else than a transaction', async () => {
    const { environment, ledger } = underRules([ruleOf('transaction-canceled')]);
    const client = withChaos(new DynamoDBClient(service.config), environment);
    await client.send(new PutItemCommand({ TableName: 't', Item: {} }));
    expect(ledger).toEqual([]);
  });
});
