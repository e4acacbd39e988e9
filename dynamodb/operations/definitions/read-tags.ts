import { invalid } from './read-index.ts';

const MAX_TAGS = 50;

/** Reads tags. Throws AWS's ValidationException for more than 50, and for a key that comes twice. */
export function readTags(
  tags: readonly { readonly Key: string; readonly Value: string }[],
): ReadonlyMap<string, string> {
  const read = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  if (read.size < tags.length) throw invalid('Tags contain a key more than once');
  if (read.size > MAX_TAGS) throw invalid(`Number of tags exceeds the limit of ${MAX_TAGS}`);
  return read;
}
