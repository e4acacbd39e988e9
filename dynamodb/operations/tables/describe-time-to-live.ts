import { notFound } from '../../calls/errors.ts';
import { structure } from '../../shapes/containers.ts';
import type { Operation } from '../operation.ts';
import { anyTableName } from '../parameters.ts';

const input = structure('DescribeTimeToLiveInput', { TableName: anyTableName });

/** Tells by which attribute items expire. */
export const describeTimeToLive: Operation<typeof input> = {
  name: 'DescribeTimeToLive',
  input,
  perform({ TableName: name }, scope, { nowMs }) {
    const table = scope.find(name, nowMs);
    if (table === undefined) throw notFound(`Requested resource not found: Table: ${scope.nameOf(name)} not found`);
    const attribute = table.timeToLive?.attribute;
    return {
      TimeToLiveDescription:
        attribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
    };
  },
};
