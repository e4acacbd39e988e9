import { describe, expect, it } from '@jest/globals';
import { signedFor, wireCallOf } from './aws-request.ts';

const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('an AWS call on the wire', () => {
  it.each([
    [authorization('dynamodb'), { region: 'us-east-1', service: 'dynamodb' }],
    ['Bearer token', undefined],
    ['Credential=a/b/dynamodb/aws4_request', undefined],
    [undefined, undefined],
  ])('is known by its signature: %s', (header, scope) => {
    expect(signedFor(header)).toEqual(scope);
  });

  it('of a JSON protocol tells its operation and its members', () => {
    const headers = {
      authorization: authorization('sqs'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
    };
    expect(wireCallOf(headers, 'POST', '/', bytes('{"QueueUrl":"q"}'))).toEqual({
      serviceId: 'SQS',
      operation: 'SendMessage',
      protocol: 'aws.protocols#awsJson1_0',
      input: { QueueUrl: 'q' },
    });
  });

  it('of the query protocol tells its action', () => {
    const headers = { authorization: authorization('sns'), 'content-type': 'application/x-www-form-urlencoded' };
    expect(wireCallOf(headers, 'POST', '/', bytes('Action=Publish&TopicArn=t'))).toMatchObject({
      serviceId: 'sns',
      operation: 'Publish',
      protocol: 'aws.protocols#awsQuery',
      input: { TopicArn: 't' },
    });
  });

  it.each([
    ['s3', 'GET', '/bucket/key?x-id=GetObject', 'GetObject', 'aws.protocols#restXml'],
    ['lambda', 'POST', '/2015-03-31/functions/f/invocations', 'Invoke', 'aws.protocols#restJson1'],
    ['lambda', 'GET', '/2015-03-31/functions/f', '', 'aws.protocols#restJson1'],
  ])('of a REST protocol tells what it can: %s %s %s', (service, method, path, operation, protocol) => {
    const call = wireCallOf({ authorization: authorization(service) }, method, path, new Uint8Array());
    expect(call).toEqual({ serviceId: service, operation, protocol, input: {} });
  });

  it('with a broken body has no members', () => {
    const headers = {
      authorization: authorization('dynamodb'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    };
    expect(wireCallOf(headers, 'POST', '/', bytes('{')).input).toEqual({});
  });
});
