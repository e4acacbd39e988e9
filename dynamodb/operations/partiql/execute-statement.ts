import { readNextToken, writeNextToken } from '../../partiql/next-token.ts';
import { parseStatement } from '../../partiql/parser.ts';
import { select } from '../../partiql/select.ts';
import { write } from '../../partiql/write.ts';
import { structure } from '../../shapes/containers.ts';
import { flag, integer, text } from '../../shapes/scalars.ts';
import { Consumed } from '../../tables/consumed.ts';
import type { Operation } from '../operation.ts';
import { returnConsumedCapacity } from '../parameters.ts';
import * as parameters from './parameters.ts';

const input = structure('ExecuteStatementInput', {
  ...parameters.statement,
  ConsistentRead: flag,
  NextToken: text({ min: 1, max: 32_768 }),
  ReturnConsumedCapacity: returnConsumedCapacity,
  Limit: integer({ min: 1 }),
});

/** Reads items, or writes one, as a statement in PartiQL says. */
export const executeStatement: Operation<typeof input> = {
  name: 'ExecuteStatement',
  input,
  perform(request, scope, circumstances) {
    const statement = parseStatement(request.Statement, request.Parameters ?? []);
    const consumed = new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs);
    if (statement.kind !== 'SELECT') {
      const tellsItem = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      const item = write(statement, tellsItem, scope, consumed, circumstances);
      return { Items: item === undefined ? [] : [item], ...consumed.one() };
    }
    const page = {
      limit: request.Limit,
      start: request.NextToken === undefined ? undefined : readNextToken(request.NextToken),
      isConsistent: request.ConsistentRead ?? false,
    };
    const table = scope.table(statement.table, circumstances.nowMs);
    const { items, last } = select(statement, table, page, consumed, circumstances);
    return {
      Items: items,
      ...(last && { LastEvaluatedKey: last, NextToken: writeNextToken(last) }),
      ...consumed.one(),
    };
  },
};
