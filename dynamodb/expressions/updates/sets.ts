import { validationError } from '../../calls/errors.ts';
import type { AttributeValue } from '../../values/attribute-value.ts';
import { addNumbers } from '../../values/decimal.ts';

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];

function difference(a: readonly string[], b: readonly string[]): readonly string[] {
  const without = new Set(b);
  return a.filter((member) => !without.has(member));
}

/**
 * What an attribute is after ADD: a sum, a set with more members, or a longer list, which only AttributeUpdates allow. What
 * was not there counts as zero or empty. Throws `mismatch` for another type.
 */
export function addTo(value: AttributeValue | undefined, added: AttributeValue, mismatch: string): AttributeValue {
  if (value === undefined) return added;
  if ('N' in value && 'N' in added) return { N: addNumbers(value.N, added.N) };
  if ('SS' in value && 'SS' in added) return { SS: union(value.SS, added.SS) };
  if ('NS' in value && 'NS' in added) return { NS: union(value.NS, added.NS) };
  if ('BS' in value && 'BS' in added) return { BS: union(value.BS, added.BS) };
  if ('L' in value && 'L' in added) return { L: [...value.L, ...added.L] };
  throw validationError(mismatch);
}

const unlessEmpty = (members: readonly string[], set: (members: readonly string[]) => AttributeValue) =>
  members.length > 0 ? set(members) : undefined;

/** What a set is after DELETE: undefined if no member is left, as there are no empty sets. Throws `mismatch` for another type. */
export function deleteFrom(
  value: AttributeValue | undefined,
  deleted: AttributeValue,
  mismatch: string,
): AttributeValue | undefined {
  if (value === undefined) return undefined;
  if ('SS' in value && 'SS' in deleted) return unlessEmpty(difference(value.SS, deleted.SS), (SS) => ({ SS }));
  if ('NS' in value && 'NS' in deleted) return unlessEmpty(difference(value.NS, deleted.NS), (NS) => ({ NS }));
  if ('BS' in value && 'BS' in deleted) return unlessEmpty(difference(value.BS, deleted.BS), (BS) => ({ BS }));
  throw validationError(mismatch);
}
