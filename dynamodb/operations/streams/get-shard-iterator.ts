import { DynamoDbError, notFound, validationError } from '../../calls/errors.ts';
import { structure } from '../../shapes/containers.ts';
import { oneOf, text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { iteratorOf, readSequence } from '../../streams/position.ts';
import type { Shard } from '../../streams/shard.ts';
import type { Operation } from '../operation.ts';

const input = structure('GetShardIteratorInput', {
  StreamArn: required(text({ min: 37, max: 1024 })),
  ShardId: required(text({ min: 28, max: 65 })),
  ShardIteratorType: required(oneOf(['AT_SEQUENCE_NUMBER', 'TRIM_HORIZON', 'LATEST', 'AFTER_SEQUENCE_NUMBER'])),
  SequenceNumber: text({ min: 21, max: 40 }),
});

function at(shard: Shard, sequenceNumber: string | undefined, nowMs: number): number {
  if (sequenceNumber === undefined)
    throw validationError(
      'One or more parameter values were invalid: SequenceNumber must be specified for the ShardIteratorType',
    );
  const sequence = readSequence(sequenceNumber);
  if (shard.isTrimmed(sequence, nowMs))
    throw new DynamoDbError(
      'TrimmedDataAccessException',
      'The operation attempted to read past the oldest stream record in a shard.',
    );
  return sequence;
}

/** Says where to begin to read a shard. */
export const getShardIterator: Operation<typeof input> = {
  name: 'GetShardIterator',
  input,
  perform(request, scope, { nowMs }) {
    const { ShardId: id, ShardIteratorType: type, SequenceNumber: number } = request;
    const stream = scope.stream(request.StreamArn, nowMs);
    const shard = stream.shards(nowMs).find((known) => known.id === id);
    if (shard === undefined) throw notFound(`Requested resource not found: Shard does not exist`);
    if (number !== undefined && (type === 'TRIM_HORIZON' || type === 'LATEST'))
      throw validationError(
        `One or more parameter values were invalid: SequenceNumber cannot be specified for ShardIteratorType ${type}`,
      );
    const sequence = {
      TRIM_HORIZON: () => shard.firstSequence,
      LATEST: () => (shard.lastSequence ?? stream.nextSequence - 1) + 1,
      AT_SEQUENCE_NUMBER: () => at(shard, number, nowMs),
      AFTER_SEQUENCE_NUMBER: () => at(shard, number, nowMs) + 1,
    }[type]();
    return { ShardIterator: iteratorOf({ streamArn: stream.of.arn, shardId: id, sequence, issuedMs: nowMs }) };
  },
};
