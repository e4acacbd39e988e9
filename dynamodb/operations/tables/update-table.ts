import { DynamoDbError, notFound, notModelled, validationError } from '../../calls/errors.ts';
import { list, structure } from '../../shapes/containers.ts';
import { flag } from '../../shapes/scalars.ts';
import type { Read, Shape } from '../../shapes/shape.ts';
import type { Definition } from '../../tables/definition.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Table } from '../../tables/table.ts';
import { describeTable } from '../definitions/describe.ts';
import { checkStreamSpecification, enableStream } from '../definitions/enable-stream.ts';
import { changeIndexes, checkIndexChanges } from '../definitions/index-changes.ts';
import { changeLimits } from '../definitions/on-demand-throughput.ts';
import * as parameters from '../definitions/parameters.ts';
import { checkUnits, readTypes } from '../definitions/read-definition.ts';
import { invalid, type Types } from '../definitions/read-index.ts';
import type { Operation } from '../operation.ts';
import { anyTableName } from '../parameters.ts';

const anything: Shape<unknown> = { read: (value) => value };

const input = structure('UpdateTableInput', {
  TableName: anyTableName,
  AttributeDefinitions: parameters.attributeDefinitions,
  BillingMode: parameters.billingMode,
  ProvisionedThroughput: parameters.provisionedThroughput,
  GlobalSecondaryIndexUpdates: list(parameters.globalIndexUpdate),
  StreamSpecification: parameters.streamSpecification,
  SSESpecification: parameters.sseSpecification,
  TableClass: parameters.tableClass,
  DeletionProtectionEnabled: flag,
  OnDemandThroughput: parameters.onDemandThroughput,
  WarmThroughput: parameters.warmThroughput,
  ReplicaUpdates: anything,
  MultiRegionConsistency: anything,
  GlobalTableWitnessUpdates: anything,
});

export type UpdateTableInput = Read<typeof input>;

const NOT_MODELLED = ['ReplicaUpdates', 'MultiRegionConsistency', 'GlobalTableWitnessUpdates'] as const;

function checkRequest(request: UpdateTableInput): void {
  const missing = NOT_MODELLED.find((name) => request[name] !== undefined);
  if (missing !== undefined) throw notModelled(`${missing} of UpdateTable`);
  const { TableName: _, AttributeDefinitions: __, GlobalSecondaryIndexUpdates: indexes, ...rest } = request;
  if (Object.keys(rest).length === 0 && (indexes === undefined || indexes.length === 0))
    throw validationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  if (request.BillingMode === 'PROVISIONED' && request.ProvisionedThroughput === undefined)
    throw invalid('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  if (request.ProvisionedThroughput !== undefined) checkUnits(request.ProvisionedThroughput);
  if (request.StreamSpecification !== undefined) checkStreamSpecification(request.StreamSpecification);
  checkIndexChanges(indexes ?? []);
}

function changedDefinition(table: Table, request: UpdateTableInput, given: Types, nowMs: number): Definition {
  const { definition } = table;
  const { BillingMode: mode = definition.billingMode, ProvisionedThroughput: throughput } = request;
  if (mode === 'PAY_PER_REQUEST' && throughput !== undefined)
    throw invalid(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = definition.throughput;
  if (
    throughput?.ReadCapacityUnits === read &&
    throughput.WriteCapacityUnits === write &&
    mode === definition.billingMode
  )
    throw validationError(
      `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${read}. Requested ReadCapacityUnits: ${read}. Current WriteCapacityUnits provisioned for the table: ${write}. Requested WriteCapacityUnits: ${write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  const becomesOnDemand = mode === 'PAY_PER_REQUEST' && definition.billingMode === 'PROVISIONED';
  return {
    ...definition,
    types: { ...definition.types, ...given },
    billingMode: mode,
    throughput:
      throughput ?? (becomesOnDemand ? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 } : definition.throughput),
    onDemandSinceMs: becomesOnDemand ? nowMs : definition.onDemandSinceMs,
    deletionProtection: request.DeletionProtectionEnabled ?? definition.deletionProtection,
    tableClass: request.TableClass ?? definition.tableClass,
    encryption: request.SSESpecification ?? definition.encryption,
    onDemandThroughput: changeLimits(definition.onDemandThroughput, request.OnDemandThroughput, mode),
    warmThroughput: request.WarmThroughput ?? definition.warmThroughput,
  };
}

function changeStream(
  scope: Scope,
  table: Table,
  { StreamSpecification: wish }: UpdateTableInput,
  nowMs: number,
): void {
  if (wish === undefined) return;
  const isEnabled = table.stream?.isEnabled ?? false;
  if (wish.StreamEnabled && isEnabled)
    throw validationError(`Table already has an enabled stream: TableName: ${table.origin.name}`);
  if (!wish.StreamEnabled && !isEnabled)
    throw validationError(`Table has no stream to disable: TableName: ${table.origin.name}`);
  if (wish.StreamViewType !== undefined) enableStream(scope, table, wish.StreamViewType, nowMs);
  else table.stream?.disable(nowMs);
}

/** Changes settings, indexes or the stream of a table. */
export const updateTable: Operation<typeof input> = {
  name: 'UpdateTable',
  input,
  perform(request, scope, { nowMs }) {
    checkRequest(request);
    const { TableName: name } = request;
    const table = scope.find(name, nowMs);
    if (table === undefined) throw notFound(`Requested resource not found: Table: ${scope.nameOf(name)} not found`);
    if (table.status(nowMs) !== 'ACTIVE')
      throw new DynamoDbError(
        'ResourceInUseException',
        `Attempt to change a resource which is still in use: Table is being ${table.status(nowMs).toLowerCase().replace('ing', 'ed')}: ${table.origin.name}`,
      );
    const untilMs = nowMs + scope.options.transitionMs;
    const given = readTypes(request.AttributeDefinitions ?? []);
    const changed = changedDefinition(table, request, given, nowMs);
    const indexes = changeIndexes(table, changed, given, request.GlobalSecondaryIndexUpdates ?? [], untilMs);
    changeStream(scope, table, request, nowMs);
    table.redefine({ ...changed, indexes });
    table.transition = { status: 'UPDATING', untilMs };
    const description = { ...describeTable(scope, table, nowMs), TableStatus: 'UPDATING' };
    // It tells a limit that is taken off once more as it was told.
    const { OnDemandThroughput: limits } = request;
    return {
      TableDescription: {
        ...description,
        ...(limits && { OnDemandThroughput: { ...changed.onDemandThroughput, ...limits } }),
      },
    };
  },
};
