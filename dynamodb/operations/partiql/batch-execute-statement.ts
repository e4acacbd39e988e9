import type { Circumstances } from '../../calls/circumstances.ts';
import { DynamoDbError, validationError } from '../../calls/errors.ts';
import { parseStatement } from '../../partiql/parser.ts';
import { placeOf, select } from '../../partiql/select.ts';
import type { Statement } from '../../partiql/statement.ts';
import { write } from '../../partiql/write.ts';
import { list, structure } from '../../shapes/containers.ts';
import { flag } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { Consumed } from '../../tables/consumed.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Operation } from '../operation.ts';
import { returnConsumedCapacity } from '../parameters.ts';
import * as parameters from './parameters.ts';

const MAX_STATEMENTS = 25;

const batched = structure('BatchStatementRequest', { ...parameters.statement, ConsistentRead: flag });

const input = structure('BatchExecuteStatementInput', {
  Statements: required(list(batched, { min: 1, max: MAX_STATEMENTS })),
  ReturnConsumedCapacity: returnConsumedCapacity,
});

/** An error in the words of BatchStatementError, which are a little different. */
function answerOf({ code, message, details }: DynamoDbError): object {
  const said = code === 'ValidationException' ? 'ValidationError' : code.replace(/Exception$/, '');
  return { Error: { Code: said, Message: message, ...details } };
}

function execute(
  statement: Statement,
  request: Read<typeof batched>,
  scope: Scope,
  consumed: Consumed,
  circumstances: Circumstances,
): object {
  if (statement.kind !== 'SELECT') {
    const tellsItem = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    const item = write(statement, tellsItem, scope, consumed, circumstances);
    return item === undefined ? {} : { Item: item };
  }
  const table = scope.table(statement.table, circumstances.nowMs);
  placeOf(statement, table, 'BatchExecuteStatement');
  const page = { limit: undefined, start: undefined, isConsistent: request.ConsistentRead ?? false };
  const [item] = select(statement, table, page, consumed, circumstances).items;
  return item === undefined ? {} : { Item: item };
}

/** Runs statements that each read or write one item, each for itself. */
export const batchExecuteStatement: Operation<typeof input> = {
  name: 'BatchExecuteStatement',
  input,
  perform(request, scope, circumstances) {
    const consumed = new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs);
    const read = request.Statements.map((statement) => {
      try {
        return parseStatement(statement.Statement, statement.Parameters ?? []);
      } catch (error) {
        if (error instanceof DynamoDbError) return error;
        throw error;
      }
    });
    const kinds = new Set(
      read.flatMap((statement) => (statement instanceof DynamoDbError ? [] : [statement.kind === 'SELECT'])),
    );
    if (kinds.size > 1) throw validationError('The statements of a batch must all read or all write.');
    const responses = read.map((statement, index) => {
      if (statement instanceof DynamoDbError) return answerOf(statement);
      try {
        const part = request.Statements[index] as Read<typeof batched>;
        return { TableName: statement.table, ...execute(statement, part, scope, consumed, circumstances) };
      } catch (error) {
        if (!(error instanceof DynamoDbError) || error.code === 'NotModelled') throw error;
        return { TableName: statement.table, ...answerOf(error) };
      }
    });
    return { Responses: responses, ...consumed.all() };
  },
};
