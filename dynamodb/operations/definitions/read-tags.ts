import { invalid } from './read-index.ts';

const MAX_TAGS = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Reads tags. Throws AWS's ValidationException for more than 50, for a key that comes twice, and for characters that AWS
 * does not take.
 */
export function readTags(
  tags: readonly { readonly Key: string; readonly Value: string }[],
): ReadonlyMap<string, string> {
  const bad = tags.flatMap(({ Key, Value }) => [Key, Value]).find((part) => !ALLOWED.test(part));
  if (bad !== undefined) throw invalid(`Tags may hold letters, whitespace, numbers and _.:/=+-@, but not: ${bad}`);
  const read = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  if (read.size < tags.length) throw invalid('Tags contain a key more than once');
  if (read.size > MAX_TAGS) throw invalid(`Number of tags exceeds the limit of ${MAX_TAGS}`);
  return read;
}
