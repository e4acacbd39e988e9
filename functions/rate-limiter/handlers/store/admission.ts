import type { TransactItem } from '../../../shared/aws/transact-item.ts';
import type { Bucket } from './bucket.ts';

/** A call that was admitted, once, whatever is repeated: what bills are made from. */
export interface MeteredCall {
  readonly callId: string;
  readonly bucket: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Where admissions are written to. */
export interface AdmissionTables {
  readonly buckets: string;
  readonly meter: string;
}

/**
 * The writes of an admission, all or none: the bucket, if it still is as it was when the decision was made, and the meter, if the
 * call is not on it yet.
 */
export function admissionOf({ buckets, meter }: AdmissionTables, bucket: Bucket, call: MeteredCall): TransactItem[] {
  return [
    {
      Put: {
        TableName: buckets,
        Item: bucket,
        ConditionExpression: 'attribute_not_exists(version) OR version = :seen',
        ExpressionAttributeValues: { ':seen': bucket.version - 1 },
      },
    },
    { Put: { TableName: meter, Item: call, ConditionExpression: 'attribute_not_exists(callId)' } },
  ];
}
