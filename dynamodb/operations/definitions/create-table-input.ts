import { list, structure } from '../../shapes/containers.ts';
import { flag, text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { newTableName } from '../parameters.ts';
import * as parameters from './parameters.ts';

/** What CreateTable takes. */
export const createTableInput = structure('CreateTableInput', {
  AttributeDefinitions: required(parameters.attributeDefinitions),
  TableName: newTableName,
  BillingMode: parameters.billingMode,
  ProvisionedThroughput: parameters.provisionedThroughput,
  KeySchema: required(parameters.keySchema),
  LocalSecondaryIndexes: list(parameters.localIndex),
  GlobalSecondaryIndexes: list(parameters.globalIndex),
  StreamSpecification: parameters.streamSpecification,
  SSESpecification: parameters.sseSpecification,
  Tags: parameters.tags,
  TableClass: parameters.tableClass,
  DeletionProtectionEnabled: flag,
  WarmThroughput: parameters.warmThroughput,
  OnDemandThroughput: parameters.onDemandThroughput,
  ResourcePolicy: text(),
});
