import { notFound } from '../../calls/errors.ts';
import { structure } from '../../shapes/containers.ts';
import { integer, text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { iteratorOf, readIterator } from '../../streams/position.ts';
import { describeRecord } from '../../streams/record.ts';
import { itemSize } from '../../values/size.ts';
import type { Operation } from '../operation.ts';

const MAX_RECORDS = 1000;
/** "The maximum size of the data that GetRecords can return is 1 MB." */
const MAX_ANSWER_BYTES = 2 ** 20;

const input = structure('GetRecordsInput', {
  ShardIterator: required(text({ min: 1, max: 2048 })),
  Limit: integer({ min: 1, max: MAX_RECORDS }),
});

/** Reads records of a shard, and says where to go on; nowhere, if the shard is closed and read to its end. */
export const getRecords: Operation<typeof input> = {
  name: 'GetRecords',
  input,
  perform({ ShardIterator: iterator, Limit: limit = MAX_RECORDS }, scope, { nowMs }) {
    const position = readIterator(iterator, nowMs);
    const stream = scope.stream(position.streamArn, nowMs);
    const shard = stream.shards(nowMs).find(({ id }) => id === position.shardId);
    if (shard === undefined) throw notFound('Requested resource not found: Shard does not exist');
    const records = shard.recordsFrom(position.sequence, nowMs, limit);
    let bytes = 0;
    const told = records.filter(({ keys, before = {}, after = {} }, index) => {
      bytes += itemSize(keys) + itemSize(before) + itemSize(after);
      return index === 0 || bytes <= MAX_ANSWER_BYTES;
    });
    const next = (told[told.length - 1]?.sequence ?? position.sequence - 1) + 1;
    const isRead = shard.lastSequence !== undefined && next > shard.lastSequence;
    const following = { ...position, streamArn: stream.of.arn, sequence: next, issuedMs: nowMs };
    return {
      Records: told.map((record) => describeRecord(stream, scope.region, record)),
      ...(!isRead && { NextShardIterator: iteratorOf(following) }),
    };
  },
};
