import { notFound, validationError } from '../../calls/errors.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Table } from '../../tables/table.ts';

const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]*:\d{12}:table\/[a-zA-Z0-9_.-]+$/;

/** The table that a resource's ARN means. Throws AWS's errors for what is no ARN of a table, or of none. */
export function taggedTable(arn: string, scope: Scope, nowMs: number): Table {
  if (!TABLE_ARN.test(arn)) throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  const table = scope.find(arn, nowMs);
  if (table === undefined) throw notFound(`Requested resource not found: ResourcArn: ${arn} not found`);
  return table;
}
