import {
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { tableSetting } from './table.ts';

const onDemand: TableDescription = {
  TableStatus: 'ACTIVE',
  BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
};
const provisioned: TableDescription = {
  TableStatus: 'ACTIVE',
  ProvisionedThroughput: { ReadCapacityUnits: 50, WriteCapacityUnits: 20 },
};
const low = { readUnits: 1, writeUnits: 1, billing: 'keep' } as const;

/** A setting of one table, and the changes that were asked for. */
function ofTable(table: TableDescription | undefined) {
  const updates: Partial<UpdateTableCommandInput>[] = [];
  const send = async (command: unknown) => {
    if (table === undefined) throw new ResourceNotFoundException({ message: 'no', $metadata: {} });
    if (command instanceof UpdateTableCommand) updates.push(command.input);
    return { Table: table };
  };
  return { setting: tableSetting({ send } as unknown as DynamoDBClient), updates };
}

describe('the capacity of a table', () => {
  it('is lowered and raised again where it is provisioned', async () => {
    const { setting, updates } = ofTable(provisioned);
    const { values, settled } = await setting.read('t');
    expect({ values, settled }).toEqual({
      values: { billing: 'PROVISIONED', readUnits: 50, writeUnits: 20 },
      settled: true,
    });
    await setting.write('t', setting.wanted(low, values));
    await setting.write('t', { readUnits: 50, writeUnits: 20 });
    expect(updates).toEqual([
      { TableName: 't', ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
    ]);
  });

  it('is limited, and not switched, where it is on demand', async () => {
    const { setting, updates } = ofTable(onDemand);
    const { values } = await setting.read('t');
    expect(values).toEqual({ billing: 'PAY_PER_REQUEST', maxReadUnits: -1, maxWriteUnits: -1 });
    await setting.write('t', setting.wanted(low, values));
    expect(updates).toEqual([
      { TableName: 't', OnDemandThroughput: { MaxReadRequestUnits: 1, MaxWriteRequestUnits: 1 } },
    ]);
  });

  it('is switched with its indexes if that is asked for', async () => {
    const { setting, updates } = ofTable({ ...onDemand, GlobalSecondaryIndexes: [{ IndexName: 'i' }] });
    const { values } = await setting.read('t');
    await setting.write('t', setting.wanted({ ...low, billing: 'provisioned' }, values));
    const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
    expect(updates).toMatchObject([
      {
        BillingMode: 'PROVISIONED',
        GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'i', ProvisionedThroughput } }],
      },
    ]);
  });

  it.each([
    { ...onDemand, TableStatus: 'UPDATING' as const },
    { ...onDemand, GlobalSecondaryIndexes: [{ IndexName: 'i', IndexStatus: 'UPDATING' as const }] },
  ])('is not settled while the table or an index is being updated', async (table) => {
    expect((await ofTable(table).setting.read('t')).settled).toBe(false);
  });

  it('of a table that does not exist is an error', async () => {
    await expect(ofTable(undefined).setting.read('t')).rejects.toThrow('The table "t" does not exist.');
  });
});
