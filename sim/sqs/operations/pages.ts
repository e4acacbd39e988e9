import { invalidParameter, invalidValue } from '../calls/errors.ts';
import type { Parameters } from '../calls/parameters.ts';

const MOST = 1000;

/** A page of a list in the request's `MaxResults` and `NextToken`, which is where the next one begins. */
export function pageOf<T>(
  all: readonly T[],
  request: Parameters,
): { readonly page: readonly T[]; readonly NextToken: string | undefined } {
  const limit = request.integer('MaxResults');
  if (limit !== undefined && (limit < 1 || limit > MOST))
    throw invalidValue(limit, 'MaxResults', `MaxResults must be an integer between 1 and ${MOST}.`);
  const token = request.text('NextToken');
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidParameter(`Invalid NextToken value: ${token}`);
  const end = start + (limit ?? MOST);
  // Without MaxResults AWS lists a thousand and gives no token.
  const hasMore = limit !== undefined && end < all.length;
  return {
    page: all.slice(start, end),
    NextToken: hasMore ? Buffer.from(String(end)).toString('base64') : undefined,
  };
}
