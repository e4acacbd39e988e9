import { validationError } from '../calls/errors.ts';
import type { Item } from '../values/attribute-value.ts';
import { type ItemInput, readItem } from '../values/read-value.ts';

/** What AWS says of a bad value in a starting key without saying where it is. */
const ALONE = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

/** Reads the values of an ExclusiveStartKey. Throws AWS's ValidationException. */
export function readStart(input: ItemInput): Item {
  try {
    return readItem(input);
  } catch (error) {
    if (!(error instanceof Error) || ALONE.test(error.message)) throw error;
    throw validationError(`The provided starting key is invalid: ${error.message}`);
  }
}
