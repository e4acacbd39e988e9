import { DynamoDbError } from '../../calls/errors.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Table } from '../../tables/table.ts';

const SECOND_MS = 1000;

/** The table whose backups a call is about, which AWS misses with an error of its own. */
export function backedUpTable(scope: Scope, name: string, nowMs: number): Table {
  const table = scope.find(name, nowMs);
  if (table === undefined) throw new DynamoDbError('TableNotFoundException', `Table not found: ${scope.nameOf(name)}`);
  return table;
}

/** What AWS tells of a table's backups. */
export function describeBackups({ pointInTimeRecovery: days, origin }: Table, nowMs: number): object {
  const recovery =
    days === undefined
      ? { PointInTimeRecoveryStatus: 'DISABLED' }
      : {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: days,
          EarliestRestorableDateTime: origin.createdMs / SECOND_MS,
          LatestRestorableDateTime: nowMs / SECOND_MS,
        };
  return {
    ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription: recovery },
  };
}
