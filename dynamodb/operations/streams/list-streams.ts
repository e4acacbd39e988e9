import { structure } from '../../shapes/containers.ts';
import { integer, text } from '../../shapes/scalars.ts';
import type { Operation } from '../operation.ts';
import { plainTableName } from '../parameters.ts';

const MAX_STREAMS = 100;

const input = structure('ListStreamsInput', {
  TableName: plainTableName,
  Limit: integer({ min: 1, max: MAX_STREAMS }),
  ExclusiveStartStreamArn: text({ min: 37, max: 1024 }),
});

/** Lists streams of tables, also of those that were deleted, as long as something of them is left. */
export const listStreams: Operation<typeof input> = {
  name: 'ListStreams',
  input,
  perform({ TableName: name, Limit: limit = MAX_STREAMS, ExclusiveStartStreamArn: start }, scope, { nowMs }) {
    const after = start === undefined ? '' : scope.streamArnOf(start);
    const found = [...scope.streams.values()]
      .filter((stream) => !stream.isGone(nowMs) && (name === undefined || stream.of.tableName === name))
      .filter(({ of: { arn } }) => arn > after)
      .sort((a, b) => (a.of.arn < b.of.arn ? -1 : 1));
    const told = found.slice(0, limit);
    return {
      Streams: told.map(({ of: { arn, label, tableName } }) => ({
        StreamArn: arn,
        TableName: tableName,
        StreamLabel: label,
      })),
      ...(told.length < found.length && { LastEvaluatedStreamArn: told[told.length - 1]?.of.arn }),
    };
  },
};
