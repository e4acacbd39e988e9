import { notFound } from '../../calls/errors.ts';
import { structure } from '../../shapes/containers.ts';
import { describeTable as describe } from '../definitions/describe.ts';
import type { Operation } from '../operation.ts';
import { anyTableName } from '../parameters.ts';

const input = structure('DescribeTableInput', { TableName: anyTableName });

/** Tells what a table is. */
export const describeTable: Operation<typeof input> = {
  name: 'DescribeTable',
  input,
  perform({ TableName: name }, scope, { nowMs }) {
    const table = scope.find(name, nowMs);
    if (table === undefined) throw notFound(`Requested resource not found: Table: ${scope.nameOf(name)} not found`);
    return { Table: describe(scope, table, nowMs) };
  },
};
