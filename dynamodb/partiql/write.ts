import type { Circumstances } from '../calls/circumstances.ts';
import { validationError } from '../calls/errors.ts';
import type { Condition } from '../expressions/conditions/tree.ts';
import { checkPut, checkSize } from '../tables/check.ts';
import type { Consumed } from '../tables/consumed.ts';
import { attributesOf, type Key } from '../tables/key.ts';
import type { Scope } from '../tables/scope.ts';
import type { Item } from '../values/attribute-value.ts';
import { carryOut } from '../writes/carry-out.ts';
import type { Draft } from '../writes/draft.ts';
import { planDelete, planPut, planUpdate } from '../writes/plan.ts';
import { TOO_LARGE } from '../writes/put.ts';
import { returned } from '../writes/returned.ts';
import type { Select, Statement } from './statement.ts';
import { joined, splitByKey } from './where.ts';

/** A statement that writes, or checks. */
export type Write = Exclude<Statement, Select>;

const DUPLICATE = { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' };

const keyPath = (key: Key) => [{ kind: 'path', path: [attributesOf(key)[0]?.name as string] }] as const;
const isThere = (key: Key): Condition => ({ kind: 'attribute_exists', operands: keyPath(key) });
const isNotThere = (key: Key): Condition => ({ kind: 'attribute_not_exists', operands: keyPath(key) });

/** A statement as a write. Throws AWS's ValidationException. */
export function draftStatement(statement: Write, tellsItem: boolean): Draft {
  if (statement.kind === 'INSERT') {
    const { item } = statement;
    const bytes = checkSize(item, TOO_LARGE);
    return {
      tableName: statement.table,
      bytes,
      plan: (table) =>
        planPut(
          table,
          item,
          bytes,
          { condition: isNotThere(table.definition.key), tellsItem, refusal: DUPLICATE },
          checkPut,
        ),
    };
  }
  return {
    tableName: statement.table,
    bytes: 0,
    plan(table) {
      const own = table.definition.key;
      const { key, rest } = splitByKey(own, statement.where);
      if (statement.kind === 'DELETE') return planDelete(table, key, { condition: joined(rest), tellsItem });
      const terms = { condition: joined([isThere(own), ...rest]), tellsItem };
      if (statement.kind === 'EXISTS') return planDelete(table, key, terms, true);
      return planUpdate(table, key, statement.actions, terms);
    },
  };
}

/**
 * Does what a statement says, and returns the item that it asks for, if it does. Throws what `carryOut` does, and
 * DuplicateItemException where an INSERT meets an item.
 */
export function write(
  statement: Write,
  tellsItem: boolean,
  scope: Scope,
  consumed: Consumed,
  circumstances: Circumstances,
): Item | undefined {
  if (statement.kind === 'EXISTS') throw validationError('EXISTS stands in transactions only.');
  const draft = draftStatement(statement, tellsItem);
  const table = scope.table(draft.tableName, circumstances.nowMs);
  const done = carryOut(draft.plan(table), circumstances);
  consumed.addWrite(table, done.units);
  if (statement.kind === 'INSERT') return undefined;
  return returned(statement.returning, done, statement.kind === 'UPDATE' ? statement.actions : []).Attributes;
}
