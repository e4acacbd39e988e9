import { notFound, validationError } from '../../calls/errors.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Table } from '../../tables/table.ts';

const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]*:\d+:table\/[a-zA-Z0-9_.-]{3,255}$/;

/** The table that the ARN of a resource means. `unknown` is what AWS says where there is none. */
export function taggedTable(arn: string, scope: Scope, nowMs: number, unknown?: string): Table {
  const table = scope.find(arn, nowMs);
  if (table === undefined) throw notFound(unknown ?? `Requested resource not found: ResourcArn: ${arn} not found`);
  return table;
}

/** Checks that something is the ARN of a table. Throws AWS's ValidationException. */
export function checkTableArn(arn: string | undefined): string {
  if (arn === undefined) throw validationError('Invalid TableArn');
  if (!arn.startsWith('arn:')) throw validationError("Invalid TableArn: ARNs must start with 'arn:'");
  if (!TABLE_ARN.test(arn)) throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  return arn;
}
