/** Calls that MiniStack is known to answer otherwise than AWS, by why; the sources stand in dynamodb/README.md. */

import type { Action, Attributes, Condition, Write } from '../dynamodb/testing/random/actions.ts';
import { lookUp } from '../dynamodb/testing/random/evaluate.ts';
import type { Outcome } from '../dynamodb/testing/random/model.ts';
import { plainItem } from '../dynamodb/testing/random/values.ts';

/** A call, the items before it, and what it comes to. */
interface Case {
  readonly action: Action;
  readonly items: readonly Attributes[];
  readonly outcome: Outcome;
}

const writesOf = (action: Action): readonly Write[] =>
  action.call === 'write' ? [action.write] : 'writes' in action ? action.writes : [];

const filterOf = (action: Action): Condition | undefined => ('filter' in action ? action.filter : undefined);

function itemAt(items: readonly Attributes[], { p, s }: Write['key']): Attributes | undefined {
  const wanted = JSON.stringify(plainItem({ p: { S: p }, s: { N: s } }));
  return items.find((item) => JSON.stringify(plainItem({ p: item.p, s: item.s } as Attributes)) === wanted);
}

const WITHOUT_SIZE = ['N', 'BOOL', 'NULL'];

/** Whether an operand of a condition is missing in an item, or has no size where its size is asked. */
function lacks(item: Attributes, condition: Condition): boolean {
  if ('not' in condition) return lacks(item, condition.not);
  if ('both' in condition) return condition.both.some((part) => lacks(item, part));
  if ('at' in condition) return false;
  return condition.of.some((operand) => {
    if ('value' in operand) return false;
    const value = lookUp(item, 'path' in operand ? operand.path : operand.size);
    return value === undefined || ('size' in operand && WITHOUT_SIZE.some((type) => type in value));
  });
}

/** Whether a condition asks how something begins that is there and no text. */
function beginsNoText(item: Attributes, condition: Condition): boolean {
  if ('not' in condition) return beginsNoText(item, condition.not);
  if ('both' in condition) return condition.both.some((part) => beginsNoText(item, part));
  if (condition.is !== 'begins_with') return false;
  const value = lookUp(item, condition.at);
  return value !== undefined && !('S' in value);
}

/** Whether any condition of a call is so about any item that it meets. */
function meets({ action, items }: Case, isSo: (item: Attributes, condition: Condition) => boolean): boolean {
  const filter = filterOf(action);
  return (
    writesOf(action).some(
      ({ key, condition }) => condition !== undefined && isSo(itemAt(items, key) ?? {}, condition),
    ) ||
    (filter !== undefined && items.some((item) => isSo(item, filter)))
  );
}

/** Whether an index could not hold the key that a part of a transaction gives it. */
const givesBadIndexKey = (write: Write): boolean =>
  write.write === 'Update' &&
  write.changes.some((change) => change.at[0] === 'g' && /"(S":""|N":)/.test(JSON.stringify(change)));

const changesNumbers = (write: Write): boolean =>
  write.write === 'Update' &&
  write.changes.some((change) => (change.do === 'DELETE' || change.do === 'ADD') && 'NS' in change.value);

const NOT_CANONICAL = /^(1\.0|1e1)$/;

function sortKeysOf(action: Action): readonly string[] {
  if (action.call === 'get') return [action.key.s];
  if (action.call === 'transactGet') return action.keys.map(({ s }) => s);
  if (action.call === 'query') {
    const { range } = action;
    return range === undefined ? [] : 'low' in range ? [range.low, range.high] : [range.than];
  }
  return writesOf(action).map(({ key }) => key.s);
}

const EXPLANATIONS: Readonly<Record<string, (of: Case) => boolean>> = {
  'an invalid call or part is refused later, or not': ({ outcome }) =>
    outcome.error === 'ValidationException' || (outcome.reasons?.includes('ValidationError') ?? false),
  'what is missing compares as equal': (of) => meets(of, lacks),
  'what is no text cannot be asked how it begins': (of) => meets(of, beginsNoText),
  'a bad key of an index refuses the whole transaction': ({ action }) =>
    action.call === 'transact' && action.writes.some(givesBadIndexKey),
  'one number is several members of a set': ({ action }) => writesOf(action).some(changesNumbers),
  'REMOVE alone makes an item': ({ action, items }) =>
    writesOf(action).some(
      (write) =>
        write.write === 'Update' &&
        itemAt(items, write.key) === undefined &&
        write.changes.every((change) => change.do === 'REMOVE' || change.do === 'DELETE'),
    ),
  'one number is several keys': ({ action }) => sortKeysOf(action).some((key) => NOT_CANONICAL.test(key)),
};

/** Why a difference of a call is no surprise; undefined if it would be one. */
export function explanationOf(of: Case): string | undefined {
  return Object.keys(EXPLANATIONS).find((name) => EXPLANATIONS[name]?.(of));
}
