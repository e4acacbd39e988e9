import { placement } from '../values/placement.ts';
import { itemSize } from '../values/size.ts';
import { sequenceText } from './position.ts';
import type { StreamRecord } from './shard.ts';
import type { Stream } from './stream.ts';

const SECOND_MS = 1000;

/** An id of a record: the same for the same record, and another for each. */
function eventId(arn: string, sequence: number): string {
  return ['a', 'b', 'c', 'd']
    .map((salt) => placement(`${salt}/${arn}/${sequence}`).toString(16).padStart(8, '0'))
    .join('');
}

/** A record as AWS tells it: a change, with as much of the item as the stream's view has. */
export function describeRecord({ of }: Stream, region: string, record: StreamRecord): object {
  const { keys, before, after, identity, sequence, atMs } = record;
  const { viewType } = of;
  const old = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? before : undefined;
  const fresh = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? after : undefined;
  return {
    eventID: eventId(of.arn, sequence),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(atMs / SECOND_MS),
      Keys: keys,
      ...(fresh && { NewImage: fresh }),
      ...(old && { OldImage: old }),
      SequenceNumber: sequenceText(sequence),
      SizeBytes: itemSize(keys) + (fresh ? itemSize(fresh) : 0) + (old ? itemSize(old) : 0),
      StreamViewType: viewType,
    },
    ...(identity && { userIdentity: identity }),
  };
}
