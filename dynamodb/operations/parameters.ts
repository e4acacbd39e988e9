import { COMPARISONS } from '../expressions/legacy/comparison.ts';
import { list, map, structure } from '../shapes/containers.ts';
import { flag, oneOf, text } from '../shapes/scalars.ts';
import { required, type Shape } from '../shapes/shape.ts';
import { attributeMap, attributeValue } from '../shapes/values.ts';

const NAME_PATTERN = '[a-zA-Z0-9_.-]+';

const plainName = text({ pattern: NAME_PATTERN, min: 3, max: 255 });
const noName = text({ min: 1 });

/** The name of a table, or its ARN. */
export const tableName: Shape<string> = {
  read(value, ...given) {
    if (value === '') return noName.read(value, ...given);
    return typeof value === 'string' && value.startsWith('arn:') ? value : plainName.read(value, ...given);
  },
};

/** The name of a table, without ARNs. */
export const plainTableName = plainName;

/** The name of an index. */
export const indexName = plainName;

const missing = "The parameter 'TableName' is required but was not present in the request";

/** The name of a table to be created. */
export const newTableName: Shape<string> & { readonly required: true } = { ...required(plainName), missing };

const characters = text({ pattern: NAME_PATTERN });

/** The name or ARN of a table, for operations on tables themselves: they complain of a bad name before all else. */
export const anyTableName: Shape<string> & { readonly required: true } = {
  required: true,
  missing,
  read(value, at, violations, position) {
    if (typeof value === 'string' && value.startsWith('arn:')) return value;
    const name = characters.read(value, at, violations, position);
    if (name.length < 3 || name.length > 255)
      violations.refuse('TableName must be at least 3 characters long and at most 255 characters long');
    return name;
  },
};

/** What AWS asks of names of tables that are keys of a map. */
export const requestedTables = {
  allows: (name: string) => name.startsWith('arn:') || /^[a-zA-Z0-9_.-]{3,255}$/.test(name),
  told: [
    'Member must have length less than or equal to 255',
    'Member must have length greater than or equal to 3',
    `Member must satisfy regular expression pattern: ${NAME_PATTERN}`,
  ],
};

export const returnConsumedCapacity = oneOf(['INDEXES', 'TOTAL', 'NONE']);
export const returnItemCollectionMetrics = oneOf(['SIZE', 'NONE']);
export const returnValues = oneOf(['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW']);
export const returnOnFailure = oneOf(['ALL_OLD', 'NONE']);
export const conditionalOperator = oneOf(['OR', 'AND']);
export const select = oneOf(['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES']);

export const attributesToGet = list(text(), { min: 1, max: 255 });

/** What `#name` and `:value` in expressions stand for. */
export const placeholders = {
  ExpressionAttributeValues: attributeMap,
  ExpressionAttributeNames: map('java.lang.String', text()),
};

const comparison = oneOf(COMPARISONS);

/** Conditions by attribute, as QueryFilter, ScanFilter and KeyConditions have them. */
export const legacyConditions = map(
  'Condition',
  structure('Condition', {
    AttributeValueList: list(attributeValue),
    ComparisonOperator: required(comparison),
  }),
);

/** Expectations by attribute. */
export const expected = map(
  'ExpectedAttributeValue',
  structure('ExpectedAttributeValue', {
    AttributeValueList: list(attributeValue),
    ComparisonOperator: comparison,
    Exists: flag,
    Value: attributeValue,
  }),
);

/** What becomes of attributes, as AttributeUpdates has it. */
export const attributeUpdates = map(
  'AttributeValueUpdate',
  structure('AttributeValueUpdate', {
    Action: oneOf(['ADD', 'PUT', 'DELETE']),
    Value: attributeValue,
  }),
);
