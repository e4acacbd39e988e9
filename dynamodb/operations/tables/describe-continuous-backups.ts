import { structure } from '../../shapes/containers.ts';
import { backedUpTable, describeBackups } from '../definitions/continuous-backups.ts';
import type { Operation } from '../operation.ts';
import { anyTableName } from '../parameters.ts';

const input = structure('DescribeContinuousBackupsInput', { TableName: anyTableName });

/** Tells whether point-in-time recovery is on. */
export const describeContinuousBackups: Operation<typeof input> = {
  name: 'DescribeContinuousBackups',
  input,
  perform: ({ TableName: name }, scope, { nowMs }) => describeBackups(backedUpTable(scope, name, nowMs), nowMs),
};
