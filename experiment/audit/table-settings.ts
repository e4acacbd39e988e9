import {
  DescribeTableCommand,
  type DynamoDBClient,
  type ProvisionedThroughputDescription,
} from '@aws-sdk/client-dynamodb';
import { type Settings, settingsOf } from './settings.ts';

/** Billing mode and throughput of a table and of its indexes. */
export async function tableSettings(dynamo: DynamoDBClient, TableName: string): Promise<Settings> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  const throughput = (of: ProvisionedThroughputDescription | undefined) => ({
    'read capacity': of?.ReadCapacityUnits ?? 0,
    'write capacity': of?.WriteCapacityUnits ?? 0,
  });
  const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, ProvisionedThroughput }) =>
    settingsOf(`index ${IndexName} of table ${TableName}`, throughput(ProvisionedThroughput)),
  );
  return Object.assign(
    settingsOf(`table ${TableName}`, {
      'billing mode': Table?.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
      ...throughput(Table?.ProvisionedThroughput),
    }),
    ...indexes,
  );
}
