import { validationError } from '../../calls/errors.ts';
import type { Index, KeySchemaElement, Projection, Throughput } from '../../tables/definition.ts';
import type { Key, KeyType } from '../../tables/key.ts';
import { readLimits } from './on-demand-throughput.ts';
import type { GlobalIndexInput, LocalIndexInput } from './parameters.ts';

const MAX_KEY_PARTS = 4;

/** Types of attributes by name. */
export type Types = Readonly<Record<string, KeyType>>;

const ON_DEMAND: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

/** A ValidationException about a parameter. */
export const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);

/** Checks the parts of a key and reads it. Throws AWS's ValidationException. */
function readKey(schema: readonly KeySchemaElement[], types: Types): Key {
  const names = schema.map(({ AttributeName }) => AttributeName);
  const defined = Object.keys(types);
  if (names.some((name) => types[name] === undefined))
    throw invalid(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  if (new Set(names).size < names.length)
    throw validationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  if (schema[0]?.KeyType !== 'HASH')
    throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  const part = (keyType: KeySchemaElement['KeyType']) =>
    schema
      .filter(({ KeyType }) => KeyType === keyType)
      .map(({ AttributeName: name }) => ({ name, type: types[name] as KeyType }));
  return { partition: part('HASH'), sort: part('RANGE') };
}

function checkTwoParts(schema: readonly KeySchemaElement[]): void {
  if (schema[1] !== undefined && schema[1].KeyType !== 'RANGE')
    throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
}

/** Reads the key of a table or a local index, which has at most one attribute of each kind. */
export function readPlainKey(schema: readonly KeySchemaElement[], types: Types): Key {
  const key = readKey(schema, types);
  checkTwoParts(schema);
  return key;
}

function readGlobalKey(schema: readonly KeySchemaElement[], types: Types): Key {
  const key = readKey(schema, types);
  const order = schema.map(({ KeyType }) => KeyType);
  if (order.lastIndexOf('HASH') >= key.partition.length)
    throw validationError('Invalid KeySchema: All HASH key elements must precede all RANGE key elements');
  for (const [kind, parts] of [
    ['HASH', key.partition],
    ['RANGE', key.sort],
  ] as const)
    if (parts.length > MAX_KEY_PARTS)
      throw invalid(`Number of ${kind} key elements in the KeySchema exceeds the limit of ${MAX_KEY_PARTS}`);
  return key;
}

function readProjection({ ProjectionType: type, NonKeyAttributes: names }: LocalIndexInput['Projection']): Projection {
  if (type === undefined) throw invalid('Unknown ProjectionType: null');
  if (names !== undefined && type !== 'INCLUDE')
    throw invalid(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  const twice = names?.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalid(`Duplicate value in NonKeyAttributes: ${twice}`);
  if (type === 'INCLUDE' && names === undefined)
    throw invalid('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  return { ProjectionType: type, ...(names && { NonKeyAttributes: names }) };
}

/** Reads a local index of a table with a key. Throws AWS's ValidationException. */
export function readLocalIndex(input: LocalIndexInput, tableKey: Key, types: Types): Index {
  const { IndexName: name, KeySchema: schema } = input;
  const key = readPlainKey(schema, types);
  if (key.sort.length === 0) throw invalid(`Index KeySchema does not have a range key for index: ${name}`);
  const [own, table] = [key.partition[0]?.name, tableKey.partition[0]?.name];
  if (own !== table)
    throw invalid(
      `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. index hash key: ${own}, table hash key: ${table}`,
    );
  const projection = readProjection(input.Projection);
  return {
    name,
    isGlobal: false,
    key,
    projection,
    throughput: ON_DEMAND,
    onDemandThroughput: undefined,
    warmThroughput: undefined,
    settlesMs: 0,
  };
}

/** Reads a global index. Throws AWS's ValidationException. */
export function readGlobalIndex(input: GlobalIndexInput, types: Types, isOnDemand: boolean, settlesMs: number): Index {
  const { IndexName: name, ProvisionedThroughput: throughput } = input;
  const key = readGlobalKey(input.KeySchema, types);
  const projection = readProjection(input.Projection);
  if (isOnDemand && throughput !== undefined)
    throw invalid(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  if (!isOnDemand && throughput === undefined)
    throw invalid(`ProvisionedThroughput must be specified for index: ${name}`);
  const mode = isOnDemand ? 'PAY_PER_REQUEST' : 'PROVISIONED';
  const onDemandThroughput = readLimits(input.OnDemandThroughput, mode, name);
  return {
    name,
    isGlobal: true,
    key,
    projection,
    throughput: throughput ?? ON_DEMAND,
    onDemandThroughput,
    warmThroughput: input.WarmThroughput,
    settlesMs,
  };
}
