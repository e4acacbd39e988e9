import { structure } from '../../shapes/containers.ts';
import { integer } from '../../shapes/scalars.ts';
import type { Operation } from '../operation.ts';
import { plainTableName } from '../parameters.ts';

const MAX_NAMES = 100;

const input = structure('ListTablesInput', {
  ExclusiveStartTableName: plainTableName,
  Limit: integer({ min: 1, max: MAX_NAMES }),
});

/** Lists the names of tables, in their order. */
export const listTables: Operation<typeof input> = {
  name: 'ListTables',
  input,
  perform({ ExclusiveStartTableName: after, Limit: limit = MAX_NAMES }, scope, { nowMs }) {
    const names = [...scope.tables.keys()].filter((name) => scope.find(name, nowMs) !== undefined).sort();
    const behind = after === undefined ? names : names.filter((name) => name > after);
    const told = behind.slice(0, limit);
    return {
      TableNames: told,
      ...(told.length < behind.length && { LastEvaluatedTableName: told[told.length - 1] }),
    };
  },
};
