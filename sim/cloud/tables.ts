import { calm } from '../../dynamodb/calls/circumstances.ts';
import type { Caller, Database } from '../../dynamodb/database.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Makes a table as CloudFormation does. */
export function createTable(
  database: Database,
  name: string,
  properties: Properties,
  caller: Caller,
  nowMs: number,
): void {
  const { TimeToLiveSpecification, StreamSpecification, ...rest } = properties;
  const kept = [
    'AttributeDefinitions',
    'BillingMode',
    'GlobalSecondaryIndexes',
    'KeySchema',
    'LocalSecondaryIndexes',
    'ProvisionedThroughput',
  ];
  const call = (operation: string, input: object) =>
    database.call('dynamodb', operation, input, caller, { nowMs, chance: calm });
  call('CreateTable', {
    ...Object.fromEntries(Object.entries(rest).filter(([property]) => kept.includes(property))),
    TableName: name,
    ...(StreamSpecification !== undefined && {
      StreamSpecification: { StreamEnabled: true, ...(StreamSpecification as object) },
    }),
  });
  if (TimeToLiveSpecification !== undefined) call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification });
}
