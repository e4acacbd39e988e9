import { Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { HandlerFunction } from '../../../infra/constructs/handler-function.ts';
import { ProtectedTable } from '../../../infra/constructs/protected-table.ts';
import { ThrottledRestApi } from '../../../infra/constructs/throttled-rest-api.ts';
import type { FillStack } from '../../../system/system.ts';

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** Fills a stack with the rate limiter: its front, the limits, what is left of each, and the calls that were admitted. */
export const fillStack: FillStack = (stack, bundle) => {
  const front = new HandlerFunction(stack, 'Front', {
    functionName: 'rate-limiter-front',
    bundle: bundle('front'),
    service: 'rate-limiter',
    timeout: Duration.seconds(5),
  });
  new ProtectedTable(stack, 'Limits', {
    tableName: 'rate-limiter-limits',
    partitionKey: string('tenant'),
    sortKey: string('api'),
  }).grantTo(front, 'LIMITS_TABLE', ['GetItem']);
  new ProtectedTable(stack, 'Buckets', {
    tableName: 'rate-limiter-buckets',
    partitionKey: string('bucket'),
  }).grantTo(front, 'BUCKETS_TABLE', ['GetItem', 'PutItem']);
  new ProtectedTable(stack, 'Meter', {
    tableName: 'rate-limiter-meter',
    partitionKey: string('callId'),
    appendOnly: true,
  }).grantTo(front, 'METER_TABLE', ['GetItem', 'PutItem']);
  new ThrottledRestApi(stack, 'RestApi', {
    restApiName: 'rate-limiter',
    stageName: 'lab',
    handler: front,
    routes: ['POST /calls/{api}', 'GET /limits/{tenant}/{api}'],
  });
};
