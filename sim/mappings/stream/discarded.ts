import { changedMs, type StreamRecord } from './records.ts';
import type { Plan } from './settings.ts';

/** Why records are given up. */
export type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

const timeOf = (ms: number) => new Date(ms).toISOString();

/** What a destination is told of records that are given up (Developer Guide, "Retaining discarded batches … in Lambda", for DynamoDB). */
export function discarded(
  records: readonly StreamRecord[],
  failures: number,
  condition: Condition,
  { plan, shardId }: { readonly plan: Plan; readonly shardId: string },
  nowMs: number,
): object {
  const first = records[0] as StreamRecord;
  const last = records[records.length - 1] as StreamRecord;
  return {
    requestContext: {
      requestId: first.eventID,
      functionArn: plan.functionArn,
      condition,
      approximateInvokeCount: failures,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: timeOf(nowMs),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: timeOf(changedMs(first)),
      approximateArrivalOfLastRecord: timeOf(changedMs(last)),
      batchSize: records.length,
      streamArn: plan.streamArn,
    },
  };
}
