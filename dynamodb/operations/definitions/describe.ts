import {
  type Encryption,
  type Index,
  keySchemaOf,
  type Throughput,
  type WarmThroughput,
} from '../../tables/definition.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Table } from '../../tables/table.ts';
import { placement } from '../../values/placement.ts';

const SECOND_MS = 1000;
/** What AWS says of tables that nobody warmed: on demand 12,000 and 4,000; provisioned what is provisioned. */
const WARM_ON_DEMAND: WarmThroughput = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

const throughputOf = (throughput: Throughput) => ({ NumberOfDecreasesToday: 0, ...throughput });

function warmThroughputOf(
  { throughput, warmThroughput }: Pick<Index, 'throughput' | 'warmThroughput'>,
  isOnDemand: boolean,
) {
  const cold = isOnDemand
    ? WARM_ON_DEMAND
    : { ReadUnitsPerSecond: throughput.ReadCapacityUnits, WriteUnitsPerSecond: throughput.WriteCapacityUnits };
  return { ...cold, ...warmThroughput, Status: 'ACTIVE' };
}

function describeIndex(table: Table, index: Index, nowMs: number, isNew: boolean): object {
  const entries = table.records.index(index.name);
  const told = {
    IndexName: index.name,
    KeySchema: keySchemaOf(index.key),
    Projection: index.projection,
    IndexSizeBytes: entries.bytes,
    ItemCount: entries.count,
    IndexArn: `${table.origin.arn}/index/${index.name}`,
  };
  if (!index.isGlobal) return told;
  const provisioned = { ...told, ProvisionedThroughput: throughputOf(index.throughput) };
  if (isNew) return { ...provisioned, IndexStatus: 'CREATING' };
  return {
    ...provisioned,
    IndexStatus: nowMs < index.settlesMs ? 'CREATING' : 'ACTIVE',
    ...(nowMs < index.settlesMs && { Backfilling: true }),
    ...(index.onDemandThroughput && { OnDemandThroughput: index.onDemandThroughput }),
    WarmThroughput: warmThroughputOf(index, table.definition.billingMode === 'PAY_PER_REQUEST'),
  };
}

function describeIndexes(
  table: Table,
  isGlobal: boolean,
  nowMs: number,
  isNew: boolean,
): readonly object[] | undefined {
  const indexes = table.definition.indexes.filter((index) => index.isGlobal === isGlobal);
  return indexes.length === 0 ? undefined : indexes.map((index) => describeIndex(table, index, nowMs, isNew));
}

/** With AWS's own key where a KMS key was not named, which is made up from the account. */
function describeEncryption(scope: Scope, encryption: Encryption | undefined): object | undefined {
  if (encryption?.Enabled !== true) return undefined;
  const id = placement(`kms/${scope.account}/${scope.region}`).toString(16).padStart(8, '0');
  const key = encryption.KMSMasterKeyId ?? `${id}-0000-4000-8000-000000000000`;
  const arn = key.startsWith('arn:') ? key : scope.arn(`key/${key}`, 'kms');
  return { Status: 'ENABLED', SSEType: encryption.SSEType ?? 'KMS', KMSMasterKeyArn: arn };
}

function describeBilling({ billingMode, onDemandSinceMs }: Table['definition']): object | undefined {
  if (onDemandSinceMs === undefined) return undefined;
  return { BillingMode: billingMode, LastUpdateToPayPerRequestDateTime: onDemandSinceMs / SECOND_MS };
}

/** What DeleteTable tells of a table. */
export function describeBriefly(table: Table, nowMs: number): object {
  const { origin, definition, records } = table;
  const billing = describeBilling(definition);
  return {
    TableName: origin.name,
    TableStatus: table.status(nowMs),
    ProvisionedThroughput: throughputOf(definition.throughput),
    TableSizeBytes: records.items.bytes,
    ItemCount: records.items.count,
    TableArn: origin.arn,
    TableId: origin.id,
    ...(billing && { BillingModeSummary: billing }),
    DeletionProtectionEnabled: definition.deletionProtection,
  };
}

/** What AWS tells of a table; less, and that it is being created, in the answer that creates it. */
export function describeTable(scope: Scope, table: Table, nowMs: number, isNew = false): object {
  const { definition, stream } = table;
  const [local, global] = [describeIndexes(table, false, nowMs, isNew), describeIndexes(table, true, nowMs, isNew)];
  const encryption = describeEncryption(scope, definition.encryption);
  const isOnDemand = definition.billingMode === 'PAY_PER_REQUEST';
  const warm = definition.warmThroughput;
  return {
    ...describeBriefly(table, nowMs),
    AttributeDefinitions: Object.entries(definition.types).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: keySchemaOf(definition.key),
    CreationDateTime: table.origin.createdMs / SECOND_MS,
    ...(local && { LocalSecondaryIndexes: local }),
    ...(global && { GlobalSecondaryIndexes: global }),
    ...(stream?.isEnabled && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.of.viewType },
    }),
    ...(stream && { LatestStreamLabel: stream.of.label, LatestStreamArn: stream.of.arn }),
    ...(encryption && { SSEDescription: encryption }),
    ...(definition.tableClass && { TableClassSummary: { TableClass: definition.tableClass } }),
    ...(definition.onDemandThroughput && { OnDemandThroughput: definition.onDemandThroughput }),
    ...(!isNew && { WarmThroughput: warmThroughputOf(definition, isOnDemand) }),
    ...(isNew && { TableStatus: 'CREATING' }),
    ...(isNew && isOnDemand && { BillingModeSummary: { BillingMode: definition.billingMode } }),
    ...(isNew && warm && { WarmThroughput: { ...warmThroughputOf(definition, isOnDemand), Status: 'UPDATING' } }),
  };
}
