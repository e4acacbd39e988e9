import { list, structure } from '../../shapes/containers.ts';
import { flag, integer, oneOf, text } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { indexName } from '../parameters.ts';

const attributeName = text({ min: 1, max: 255 });
const capacityUnits = required(integer({ min: 1 }, 'Long'));

export const attributeDefinitions = list(
  structure('AttributeDefinition', {
    AttributeName: required(attributeName),
    AttributeType: required(oneOf(['B', 'N', 'S'])),
  }),
);

const keySchemaElement = structure('KeySchemaElement', {
  AttributeName: required(attributeName),
  KeyType: required(oneOf(['HASH', 'RANGE'])),
});
export const keySchema = list(keySchemaElement, { min: 1, max: 2 });
/** Global indexes may have keys of several attributes; how many, `readIndex` checks. */
const globalKeySchema = list(keySchemaElement, { min: 1 });

const projection = structure('Projection', {
  ProjectionType: oneOf(['ALL', 'INCLUDE', 'KEYS_ONLY']),
  NonKeyAttributes: list(text({ min: 1, max: 255 }), { min: 1 }),
});

export const provisionedThroughput = structure('ProvisionedThroughput', {
  WriteCapacityUnits: capacityUnits,
  ReadCapacityUnits: capacityUnits,
});

export const onDemandThroughput = structure('OnDemandThroughput', {
  MaxReadRequestUnits: integer({}, 'Long'),
  MaxWriteRequestUnits: integer({}, 'Long'),
});

export const warmThroughput = structure('WarmThroughput', {
  ReadUnitsPerSecond: integer({ min: 1 }, 'Long'),
  WriteUnitsPerSecond: integer({ min: 1 }, 'Long'),
});

export const localIndex = structure('LocalSecondaryIndex', {
  IndexName: required(indexName),
  KeySchema: required(keySchema),
  Projection: required(projection),
});

const globalIndexMembers = {
  IndexName: required(indexName),
  KeySchema: required(globalKeySchema),
  Projection: required(projection),
  ProvisionedThroughput: provisionedThroughput,
  OnDemandThroughput: onDemandThroughput,
  WarmThroughput: warmThroughput,
};
export const globalIndex = structure('GlobalSecondaryIndex', globalIndexMembers);

/** A change of one global index: exactly one member, which `checkIndexChanges` holds. */
export const globalIndexUpdate = structure('GlobalSecondaryIndexUpdate', {
  Create: structure('CreateGlobalSecondaryIndexAction', globalIndexMembers),
  Update: structure('UpdateGlobalSecondaryIndexAction', {
    IndexName: required(indexName),
    ProvisionedThroughput: provisionedThroughput,
    OnDemandThroughput: onDemandThroughput,
    WarmThroughput: warmThroughput,
  }),
  Delete: structure('DeleteGlobalSecondaryIndexAction', { IndexName: required(indexName) }),
});

export const billingMode = oneOf(['PROVISIONED', 'PAY_PER_REQUEST']);

export const streamSpecification = structure('StreamSpecification', {
  StreamEnabled: required(flag),
  StreamViewType: oneOf(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']),
});

export const tableClass = oneOf(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']);

export const sseSpecification = structure('SSESpecification', {
  Enabled: flag,
  SSEType: oneOf(['AES256', 'KMS']),
  KMSMasterKeyId: text(),
});

export const tags = list(
  structure('Tag', {
    Key: required(text({ min: 1, max: 128 })),
    Value: required(text({ max: 256 })),
  }),
);

export type LocalIndexInput = Read<typeof localIndex>;
export type GlobalIndexInput = Read<typeof globalIndex>;
