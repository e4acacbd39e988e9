/** Calls that MiniStack is known to answer otherwise than AWS, by why; the sources stand in dynamodb/README.md. */

import type { Action, Attributes, Condition, Path, Write } from '../dynamodb/testing/random/actions.ts';
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

function pathsIn(condition: Condition): readonly Path[] {
  if ('not' in condition) return pathsIn(condition.not);
  if ('both' in condition) return condition.both.flatMap(pathsIn);
  if ('at' in condition) return [];
  return condition.of.flatMap((operand) =>
    'path' in operand ? [operand.path] : 'size' in operand ? [operand.size] : [],
  );
}

function lacks(item: Attributes | undefined, condition: Condition | undefined): boolean {
  return condition !== undefined && pathsIn(condition).some((path) => lookUp(item ?? {}, path) === undefined);
}

const EMPTY_BEGINNING = '"value":{"S":""}';
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
  'what is missing compares as equal': ({ action, items }) =>
    writesOf(action).some(({ key, condition }) => lacks(itemAt(items, key), condition)) ||
    items.some((item) => lacks(item, filterOf(action))),
  'an empty text begins nothing': ({ action }) =>
    [filterOf(action), ...writesOf(action).map(({ condition }) => condition)].some(
      (condition) => condition !== undefined && JSON.stringify(condition).includes(EMPTY_BEGINNING),
    ),
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
