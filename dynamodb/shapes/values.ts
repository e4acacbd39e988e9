import type { ItemInput, ValueInput } from '../values/read-value.ts';
import { list, map, sparse } from './containers.ts';
import { blob, flag, text } from './scalars.ts';
import type { Shape } from './shape.ts';

// A value holds values: the shapes below are met only while a request is read.
const nested: Shape<ValueInput> = { read: (...given) => attributeValue.read(...given) };

/** A value of an attribute: JSON of the right types. What else AWS asks of it, `readValue` checks. */
export const attributeValue: Shape<ValueInput> = sparse('AttributeValue', {
  S: text(),
  N: text(),
  B: blob,
  BOOL: flag,
  NULL: flag,
  SS: list(text()),
  NS: list(text()),
  BS: list(blob),
  L: list(nested),
  M: map('AttributeValue', nested),
});

/** Attributes by name: an item, a key, or the values of expressions. */
export const attributeMap: Shape<ItemInput> = map('AttributeValue', attributeValue);
