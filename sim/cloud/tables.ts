import { calm } from '../../dynamodb/calls/circumstances.ts';
import type { Database } from '../../dynamodb/database.ts';
import { CALLER, type Made } from './place.ts';

const KEPT = [
  ...['AttributeDefinitions', 'BillingMode', 'GlobalSecondaryIndexes', 'KeySchema', 'LocalSecondaryIndexes'],
  'ProvisionedThroughput',
];

/** Makes a table as CloudFormation does. */
export function createTable(database: Database, name: string, { properties }: Made, nowMs: number): void {
  const { TimeToLiveSpecification, StreamSpecification } = properties;
  const call = (operation: string, input: object) =>
    database.call('dynamodb', operation, { TableName: name, ...input }, CALLER, { nowMs, chance: calm });
  const given = Object.entries(properties).filter(([property]) => KEPT.includes(property));
  const stream = StreamSpecification ? { StreamEnabled: true, ...StreamSpecification } : undefined;
  call('CreateTable', { ...Object.fromEntries(given), ...(stream && { StreamSpecification: stream }) });
  if (TimeToLiveSpecification !== undefined) call('UpdateTimeToLive', { TimeToLiveSpecification });
}
