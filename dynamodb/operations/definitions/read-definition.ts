import { validationError } from '../../calls/errors.ts';
import type { Read } from '../../shapes/shape.ts';
import type { Definition, Index, Throughput } from '../../tables/definition.ts';
import { attributesOf, type KeyType } from '../../tables/key.ts';
import { dictionary } from '../../values/dictionary.ts';
import type { createTableInput } from './create-table-input.ts';
import { readLimits } from './on-demand-throughput.ts';
import { invalid, readGlobalIndex, readLocalIndex, readPlainKey, type Types } from './read-index.ts';

const MAX_UNITS = 1_000_000_000_000;
const MAX_LOCAL_INDEXES = 5;
const MAX_GLOBAL_INDEXES = 20;
const MAX_INCLUDED = 100;

type CreateTableInput = Read<typeof createTableInput>;

/** The types of attributes, in the order in which they were defined. Throws AWS's ValidationException. */
export function readTypes(
  definitions: readonly { readonly AttributeName: string; readonly AttributeType: KeyType }[],
): Types {
  const types = dictionary<KeyType>();
  for (const { AttributeName: name, AttributeType } of definitions) {
    if (types[name] !== undefined) throw invalid(`Duplicate AttributeName in AttributeDefinitions: ${name}`);
    types[name] = AttributeType;
  }
  return types;
}

/** Throws what AWS says of provisioned units past any account's limit. */
export function checkUnits({ ReadCapacityUnits, WriteCapacityUnits }: Throughput): void {
  for (const [name, units] of Object.entries({ ReadCapacityUnits, WriteCapacityUnits }))
    if (units > MAX_UNITS) throw validationError(`Given value ${units} for ${name} is out of bounds`);
}

function checkBilling({ BillingMode: mode, ProvisionedThroughput: throughput }: CreateTableInput): void {
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput !== undefined)
      throw invalid(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
  } else if (throughput === undefined) {
    throw invalid('ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED');
  } else {
    checkUnits(throughput);
  }
}

/** Checks what AWS asks of all indexes of a table together. */
export function checkIndexes(indexes: readonly Index[]): void {
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalid(`Duplicate index name: ${twice}`);
  const included = indexes.flatMap(({ projection }) => projection.NonKeyAttributes ?? []);
  if (included.length > MAX_INCLUDED)
    throw invalid(`Number of attributes projected by indexes exceeds the per-table limit of ${MAX_INCLUDED}`);
}

function readLocal(input: CreateTableInput, definition: Pick<Definition, 'key' | 'types'>): readonly Index[] {
  const { LocalSecondaryIndexes: inputs } = input;
  if (inputs === undefined) return [];
  if (inputs.length === 0) throw invalid('List of LocalSecondaryIndexes is empty');
  if (definition.key.sort.length === 0)
    throw invalid('Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex');
  const indexes = inputs.map((index) => readLocalIndex(index, definition.key, definition.types));
  checkIndexes(indexes);
  if (indexes.length > MAX_LOCAL_INDEXES)
    throw invalid(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL_INDEXES}`);
  return indexes;
}

function readGlobal(input: CreateTableInput, types: Types, settlesMs: number): readonly Index[] {
  const { GlobalSecondaryIndexes: inputs } = input;
  if (inputs === undefined) return [];
  if (inputs.length === 0) throw invalid('List of GlobalSecondaryIndexes is empty');
  const isOnDemand = input.BillingMode === 'PAY_PER_REQUEST';
  const indexes = inputs.map((index) => readGlobalIndex(index, types, isOnDemand, settlesMs));
  checkIndexes(indexes);
  if (indexes.length > MAX_GLOBAL_INDEXES)
    throw invalid(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL_INDEXES}`);
  return indexes;
}

/** Reads what CreateTable asks for. Throws AWS's ValidationException. */
export function readDefinition(input: CreateTableInput, nowMs: number, settlesMs: number): Definition {
  checkBilling(input);
  const onDemandThroughput = readLimits(input.OnDemandThroughput, input.BillingMode ?? 'PROVISIONED');
  const types = readTypes(input.AttributeDefinitions);
  const defined = Object.keys(types);
  if (input.KeySchema.length > defined.length)
    throw validationError('Invalid KeySchema: Some index key attribute have no definition');
  const key = readPlainKey(input.KeySchema, types);
  const hasIndexes = input.LocalSecondaryIndexes !== undefined || input.GlobalSecondaryIndexes !== undefined;
  if (!hasIndexes && input.KeySchema.length !== defined.length)
    throw invalid(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  const indexes = [...readLocal(input, { key, types }), ...readGlobal(input, types, settlesMs)];
  checkIndexes(indexes);
  const used = new Set([key, ...indexes.map((index) => index.key)].flatMap(attributesOf).map(({ name }) => name));
  if (used.size < defined.length)
    throw invalid(
      `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
    );
  const isOnDemand = input.BillingMode === 'PAY_PER_REQUEST';
  return {
    key,
    types,
    indexes,
    throughput: input.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    billingMode: isOnDemand ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    onDemandSinceMs: isOnDemand ? nowMs : undefined,
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    onDemandThroughput,
    warmThroughput: input.WarmThroughput,
    tableClass: input.TableClass,
    encryption: input.SSESpecification,
  };
}
