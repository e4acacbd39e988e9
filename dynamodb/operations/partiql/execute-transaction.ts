import type { Circumstances } from '../../calls/circumstances.ts';
import { validationError } from '../../calls/errors.ts';
import { parseStatement } from '../../partiql/parser.ts';
import { placeOf, select } from '../../partiql/select.ts';
import type { Select } from '../../partiql/statement.ts';
import { draftStatement } from '../../partiql/write.ts';
import { list, structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { Consumed } from '../../tables/consumed.ts';
import type { Scope } from '../../tables/scope.ts';
import { checkThroughput } from '../../tables/throughput.ts';
import { CONFLICT, cancelIfAny, reasonOf, transact } from '../../writes/transaction.ts';
import type { Operation } from '../operation.ts';
import { returnConsumedCapacity } from '../parameters.ts';
import { rememberToken, repeatedBy } from '../tokens.ts';
import * as parameters from './parameters.ts';

const MAX_STATEMENTS = 100;

const input = structure('ExecuteTransactionInput', {
  TransactStatements: required(
    list(structure('ParameterizedStatement', parameters.statement), { min: 1, max: MAX_STATEMENTS }),
  ),
  ClientRequestToken: text({ min: 1, max: 36 }),
  ReturnConsumedCapacity: returnConsumedCapacity,
});

function readAll(
  statements: readonly Select[],
  request: Read<typeof input>,
  scope: Scope,
  circumstances: Circumstances,
): object {
  const { nowMs } = circumstances;
  const parts = statements.map((statement) => ({
    statement,
    table: scope.table(statement.table, nowMs),
    place: '',
  }));
  cancelIfAny(
    parts.map((part) =>
      reasonOf(() => {
        part.place = placeOf(part.statement, part.table, 'ExecuteTransaction');
      }),
    ),
  );
  cancelIfAny(
    parts.map(({ table, place }) =>
      table.isHeld(place, nowMs) ? CONFLICT : reasonOf(() => checkThroughput(table, 'Read', nowMs)),
    ),
  );
  const consumed = new Consumed(request.ReturnConsumedCapacity, nowMs, 'Read');
  const page = { limit: undefined, start: undefined, isConsistent: true };
  const responses = parts.map(({ statement, table }) => {
    const [item] = select(statement, table, page, consumed, circumstances).items;
    return item === undefined ? {} : { Item: item };
  });
  return { Responses: responses, ...consumed.all() };
}

/** Runs statements that each read, or that each write or check one item; all of them, or none. */
export const executeTransaction: Operation<typeof input> = {
  name: 'ExecuteTransaction',
  input,
  perform(request, scope, circumstances) {
    const { nowMs, chance } = circumstances;
    const statements = request.TransactStatements.map((part) => parseStatement(part.Statement, part.Parameters ?? []));
    const reads = statements.filter((statement) => statement.kind === 'SELECT');
    if (reads.length === statements.length) return readAll(reads, request, scope, circumstances);
    const drafts = statements.map((statement, index) => {
      if (statement.kind === 'SELECT')
        throw validationError('The statements of a transaction must all read or all write.');
      const part = request.TransactStatements[index];
      return draftStatement(statement, part?.ReturnValuesOnConditionCheckFailure === 'ALL_OLD');
    });
    const repeated = repeatedBy(request, scope, nowMs);
    if (repeated !== undefined) {
      const consumed = new Consumed(request.ReturnConsumedCapacity, nowMs, 'Read');
      for (const [name, units] of repeated) consumed.addRead(scope.table(name, nowMs), units);
      return { Responses: [], ...consumed.all() };
    }
    const untilMs = nowMs + chance.transactionMs();
    const done = transact(drafts, scope, nowMs, untilMs);
    const consumed = new Consumed(request.ReturnConsumedCapacity, nowMs, 'Write');
    for (const { table, units } of done) consumed.addWrite(table, units);
    rememberToken(request, done, scope, untilMs);
    return { Responses: [], ...consumed.all() };
  },
};
