import type { TransactItem } from '../../../../../shared/aws/transact-item.ts';
import type { AdmissionTables, MeteredCall } from '../../../../handlers/store/admission.ts';
import type { Bucket } from '../../../../handlers/store/bucket.ts';

/** Writes the bucket as it was reckoned, whoever has written it meanwhile. */
export function admissionOf({ buckets, meter }: AdmissionTables, bucket: Bucket, call: MeteredCall): TransactItem[] {
  return [
    { Put: { TableName: buckets, Item: bucket } },
    { Put: { TableName: meter, Item: call, ConditionExpression: 'attribute_not_exists(callId)' } },
  ];
}
