import { structure } from '../../shapes/containers.ts';
import { flag, integer } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { backedUpTable, describeBackups } from '../definitions/continuous-backups.ts';
import type { Operation } from '../operation.ts';
import { anyTableName } from '../parameters.ts';

const RECOVERY_DAYS = 35;

const input = structure('UpdateContinuousBackupsInput', {
  TableName: anyTableName,
  PointInTimeRecoverySpecification: required(
    structure('PointInTimeRecoverySpecification', {
      PointInTimeRecoveryEnabled: required(flag),
      RecoveryPeriodInDays: integer({ min: 1, max: RECOVERY_DAYS }),
    }),
  ),
});

/** Switches point-in-time recovery on or off. Nothing can be restored: RestoreTableToPointInTime is not modelled. */
export const updateContinuousBackups: Operation<typeof input> = {
  name: 'UpdateContinuousBackups',
  input,
  perform({ TableName: name, PointInTimeRecoverySpecification: specification }, scope, { nowMs }) {
    const table = backedUpTable(scope, name, nowMs);
    table.pointInTimeRecovery = specification.PointInTimeRecoveryEnabled
      ? (specification.RecoveryPeriodInDays ?? RECOVERY_DAYS)
      : undefined;
    return describeBackups(table, nowMs);
  },
};
