import { DynamoDbError, notFound, validationError } from '../../calls/errors.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Table } from '../../tables/table.ts';

const ANY_ARN = /^[^:]+:[^:]+:[^:]+:[^:]+:[^:]+:.+\/.+$/;
const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]*:\d+:table\/[a-zA-Z0-9_.-]{3,255}$/;

/** Checks the ARN of a resource with tags. Throws AWS's errors for what is no ARN. */
export function checkResourceArn(arn: string | undefined, operation: string, { account }: Scope): string {
  if (arn === undefined) throw validationError('Invalid TableArn');
  if (!ANY_ARN.test(arn))
    throw new DynamoDbError(
      'AccessDeniedException',
      `User: arn:aws:iam::${account}:root is not authorized to perform: dynamodb:${operation} on resource: ${arn || '*'}`,
    );
  return arn;
}

/** The table that the ARN of a resource means. `unknown` is what AWS says where there is none. */
export function taggedTable(arn: string, scope: Scope, nowMs: number, unknown?: string): Table {
  const table = scope.find(arn, nowMs);
  if (table === undefined) throw notFound(unknown ?? `Requested resource not found: ResourcArn: ${arn} not found`);
  return table;
}

/** Refuses an ARN that is of no table. */
export function checkTableArn(arn: string): void {
  if (!TABLE_ARN.test(arn)) throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
}
