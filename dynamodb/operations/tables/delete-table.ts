import { DynamoDbError, notFound, validationError } from '../../calls/errors.ts';
import { structure } from '../../shapes/containers.ts';
import { describeBriefly } from '../definitions/describe.ts';
import type { Operation } from '../operation.ts';
import { anyTableName } from '../parameters.ts';

const input = structure('DeleteTableInput', { TableName: anyTableName });

/** Deletes a table. What its stream holds stays readable for 24 hours. */
export const deleteTable: Operation<typeof input> = {
  name: 'DeleteTable',
  input,
  perform({ TableName: name }, scope, { nowMs }) {
    const table = scope.find(name, nowMs);
    const own = scope.nameOf(name);
    if (table === undefined) throw notFound(`Requested resource not found: Table: ${own} not found`);
    if (table.status(nowMs) !== 'ACTIVE')
      throw new DynamoDbError(
        'ResourceInUseException',
        `Attempt to change a resource which is still in use: Table is being ${table.status(nowMs) === 'DELETING' ? 'deleted' : table.status(nowMs) === 'CREATING' ? 'created' : 'updated'}: ${own}`,
      );
    if (table.definition.deletionProtection)
      throw validationError(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    const told = describeBriefly(table, nowMs);
    table.transition = { status: 'DELETING', untilMs: nowMs + scope.options.transitionMs };
    if (table.stream?.isEnabled) table.stream.disable(nowMs);
    return { TableDescription: { ...told, TableStatus: 'DELETING', TableSizeBytes: 0, ItemCount: 0 } };
  },
};
