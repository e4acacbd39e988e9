import { structure } from '../../shapes/containers.ts';
import { integer, oneOf, text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { sequenceText } from '../../streams/position.ts';
import type { Shard } from '../../streams/shard.ts';
import type { Operation } from '../operation.ts';

const MAX_SHARDS = 100;
const SECOND_MS = 1000;

const input = structure('DescribeStreamInput', {
  StreamArn: required(text({ min: 37, max: 1024 })),
  Limit: integer({ min: 1 }),
  ExclusiveStartShardId: text({ min: 28, max: 65 }),
  ShardFilter: structure('ShardFilter', {
    Type: required(oneOf(['CHILD_SHARDS'])),
    ShardId: required(text({ min: 28, max: 65 })),
  }),
});

function describeShard({ id, parentId, firstSequence, lastSequence }: Shard): object {
  return {
    ShardId: id,
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceText(firstSequence),
      ...(lastSequence !== undefined && { EndingSequenceNumber: sequenceText(lastSequence) }),
    },
    ...(parentId !== undefined && { ParentShardId: parentId }),
  };
}

/** Tells what a stream is, and its shards. */
export const describeStream: Operation<typeof input> = {
  name: 'DescribeStream',
  input,
  perform(request, scope, { nowMs }) {
    const { Limit: limit = MAX_SHARDS, ExclusiveStartShardId: start, ShardFilter: filter } = request;
    const stream = scope.stream(request.StreamArn, nowMs);
    const all = stream
      .shards(nowMs)
      .filter(({ parentId }) => filter === undefined || parentId === filter.ShardId)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const behind = start === undefined ? all : all.filter(({ id }) => id > start);
    const told = behind.slice(0, Math.min(limit, MAX_SHARDS));
    const { of } = stream;
    return {
      StreamDescription: {
        StreamArn: of.arn,
        StreamLabel: of.label,
        StreamStatus: stream.isEnabled ? 'ENABLED' : 'DISABLED',
        StreamViewType: of.viewType,
        CreationRequestDateTime: of.createdMs / SECOND_MS,
        TableName: of.tableName,
        KeySchema: of.keySchema,
        Shards: told.map(describeShard),
        ...(told.length < behind.length && { LastEvaluatedShardId: told[told.length - 1]?.id }),
      },
    };
  },
};
