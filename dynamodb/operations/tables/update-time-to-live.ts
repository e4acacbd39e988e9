import { DynamoDbError, notFound, validationError } from '../../calls/errors.ts';
import { structure } from '../../shapes/containers.ts';
import { flag, text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { follow } from '../../tables/time-to-live.ts';
import type { Operation } from '../operation.ts';
import { anyTableName } from '../parameters.ts';

const input = structure('UpdateTimeToLiveInput', {
  TableName: anyTableName,
  TimeToLiveSpecification: required(
    structure('TimeToLiveSpecification', {
      Enabled: required(flag),
      AttributeName: required(text({ min: 1, max: 255 })),
    }),
  ),
});

/** Says by which attribute items expire, or that they do not. */
export const updateTimeToLive: Operation<typeof input> = {
  name: 'UpdateTimeToLive',
  input,
  perform({ TableName: name, TimeToLiveSpecification: specification }, scope, { nowMs }) {
    const table = scope.find(name, nowMs);
    if (table === undefined) throw notFound(`Requested resource not found: Table: ${scope.nameOf(name)} not found`);
    if (table.status(nowMs) !== 'ACTIVE')
      throw new DynamoDbError('ResourceInUseException', `Table is in status ${table.status(nowMs)}: ${name}`);
    const { Enabled: enabled, AttributeName: attribute } = specification;
    const { timeToLive } = table;
    if (enabled && timeToLive !== undefined)
      throw validationError(
        timeToLive.attribute === attribute
          ? 'TimeToLive is already enabled'
          : `TimeToLive is active on a different AttributeName: current AttributeName is ${timeToLive.attribute}`,
      );
    if (!enabled && timeToLive === undefined) throw validationError('TimeToLive is already disabled');
    if (!enabled && timeToLive?.attribute !== attribute)
      throw validationError(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${timeToLive?.attribute}`,
      );
    table.timeToLive = enabled ? follow(table, attribute) : undefined;
    return { TimeToLiveSpecification: specification };
  },
};
