import {
  DescribeTableCommand,
  DynamoDBClient,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type TableCapacityEffect, tableCapacity } from '../../faults/settings/table-capacity.ts';
import { processEnvironment } from '../environment.ts';
import { orNoSuchTarget } from '../no-such-target.ts';
import type { Setting, Values } from './setting.ts';
import { settingLambda } from './setting-lambda.ts';

const ON_DEMAND = 'PAY_PER_REQUEST';
const PROVISIONED = 'PROVISIONED';
/** What takes the limit off an on-demand table. */
const UNLIMITED = -1;

/**
 * The capacity of a table: `billing`, for a provisioned one `readUnits` and `writeUnits`, for an on-demand one
 * `maxReadUnits` and `maxWriteUnits` (-1: no limit).
 */
export function tableSetting(dynamo: DynamoDBClient): Setting<{ table: string }, TableCapacityEffect> {
  const describe = async (TableName: string): Promise<TableDescription> => {
    const call = dynamo.send(new DescribeTableCommand({ TableName }));
    const { Table = {} } = await orNoSuchTarget(`The table "${TableName}"`, ['ResourceNotFoundException'], call);
    return Table;
  };
  return {
    subjectOf: (target) => target.table,

    async read(name) {
      const table = await describe(name);
      const indexes = table.GlobalSecondaryIndexes ?? [];
      const settled = [table.TableStatus, ...indexes.map(({ IndexStatus }) => IndexStatus)].every(
        (status) => status === 'ACTIVE',
      );
      return { values: capacityOf(table), settled };
    },

    async write(TableName, values) {
      const table = await describe(TableName);
      const current = capacityOf(table);
      const asked = { ...current, ...values };
      // DynamoDB refuses a change that changes nothing.
      if (Object.entries(asked).every(([name, value]) => current[name] === value)) return;
      await dynamo.send(new UpdateTableCommand({ TableName, ...update(asked, current, table) }));
    },

    wanted({ readUnits, writeUnits, billing }, found) {
      if (billing === 'provisioned' || found.billing === PROVISIONED) {
        return { billing: PROVISIONED, readUnits, writeUnits };
      }
      return { maxReadUnits: readUnits, maxWriteUnits: writeUnits };
    },
  };
}

function capacityOf({ BillingModeSummary, ProvisionedThroughput, OnDemandThroughput }: TableDescription): Values {
  if (BillingModeSummary?.BillingMode !== ON_DEMAND) {
    const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = ProvisionedThroughput ?? {};
    return { billing: PROVISIONED, readUnits: ReadCapacityUnits, writeUnits: WriteCapacityUnits };
  }
  const { MaxReadRequestUnits = UNLIMITED, MaxWriteRequestUnits = UNLIMITED } = OnDemandThroughput ?? {};
  return { billing: ON_DEMAND, maxReadUnits: MaxReadRequestUnits, maxWriteUnits: MaxWriteRequestUnits };
}

/** The request that leads from one capacity to another. A table that becomes provisioned takes its indexes along. */
function update(asked: Values, current: Values, table: TableDescription): Partial<UpdateTableCommandInput> {
  if (asked.billing === ON_DEMAND) {
    const OnDemandThroughput = {
      MaxReadRequestUnits: Number(asked.maxReadUnits ?? UNLIMITED),
      MaxWriteRequestUnits: Number(asked.maxWriteUnits ?? UNLIMITED),
    };
    return { ...(current.billing !== ON_DEMAND && { BillingMode: ON_DEMAND }), OnDemandThroughput };
  }
  const ProvisionedThroughput = {
    ReadCapacityUnits: Number(asked.readUnits),
    WriteCapacityUnits: Number(asked.writeUnits),
  };
  if (current.billing === PROVISIONED) return { ProvisionedThroughput };
  // An index that has this already would be refused.
  const indexes = (table.GlobalSecondaryIndexes ?? [])
    .filter(
      ({ ProvisionedThroughput: had }) =>
        had?.ReadCapacityUnits !== ProvisionedThroughput.ReadCapacityUnits ||
        had?.WriteCapacityUnits !== ProvisionedThroughput.WriteCapacityUnits,
    )
    .map(({ IndexName }) => ({ Update: { IndexName, ProvisionedThroughput } }));
  return {
    BillingMode: PROVISIONED,
    ProvisionedThroughput,
    ...(indexes.length > 0 && { GlobalSecondaryIndexUpdates: indexes }),
  };
}

/**
 * The chaos function that makes tables slow to take anything. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "small", "target": {"table": "shop-stock"},
 *      "parameters": {"readUnits": 1, "writeUnits": 1}, "durationSeconds": 60}
 *     {"action": "withdraw", "id": "small"}
 *     {"action": "status"}
 */
export const handler = settingLambda(tableCapacity, tableSetting(new DynamoDBClient({})), processEnvironment);
