import { validationError } from '../calls/errors.ts';
import { readStart } from '../reads/start.ts';
import { readRequest } from '../shapes/shape.ts';
import { attributeMap } from '../shapes/values.ts';
import type { Item } from '../values/attribute-value.ts';

/** A token by which a statement goes on behind a key. */
export function writeNextToken(last: Item): string {
  return Buffer.from(JSON.stringify(last)).toString('base64');
}

/** The key behind which a statement goes on. Throws AWS's ValidationException for a token that is none. */
export function readNextToken(token: string): Item {
  try {
    return readStart(readRequest(attributeMap, JSON.parse(Buffer.from(token, 'base64').toString())));
  } catch {
    throw validationError('Invalid NextToken');
  }
}
