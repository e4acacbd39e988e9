import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DynamoDBClient,
  InternalServerError,
  PutItemCommand,
  RequestLimitExceeded,
  ThrottlingException,
} from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { OverLimit, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { withChaos } from '../sdk-plugin.ts';
import { serviceOfEachTest } from './testing/stub-service.ts';
import { ruleOf, underRules } from './testing/under-rules.ts';

const put = new PutItemCommand({ TableName: 't', Item: { orderId: { S: 'order-1' } } });

describe('a refused call', () => {
  const service = serviceOfEachTest();

  const refusedBy = async (fault: string, parameters: object, maxAttempts = 2) => {
    const { environment } = underRules([ruleOf(fault, { parameters })]);
    const client = withChaos(new DynamoDBClient({ ...service.config, maxAttempts }), environment);
    return client.send(put).catch((error) => error);
  };

  it.each([
    ['ThrottlingException', ThrottlingException],
    ['RequestLimitExceeded', RequestLimitExceeded],
  ])('is throttled by the exception that its rule chooses: %s', async (error, expected) => {
    const thrown = await refusedBy('throttle', { error });
    expect(thrown).toBeInstanceOf(expected);
    expect(thrown).toMatchObject({ name: error, $metadata: { attempts: 2, httpStatusCode: 400 } });
    expect(service.arrivals).toEqual([]);
  });

  it('spares services that do not have the exception, and takes no code that none has', async () => {
    expect((await refusedBy('throttle', { error: 'RequestThrottled' })).$metadata.attempts).toBe(1);
    expect(service.arrivals).toHaveLength(1);
    expect(() => ruleOf('throttle', { parameters: { error: 'TooFast' } })).toThrow('RequestThrottled');
  });

  it('is throttled by each service in its own way, and retried as that service is', async () => {
    const { environment } = underRules([ruleOf('throttle')]);
    const lambda = withChaos(new LambdaClient({ ...service.config, maxAttempts: 2 }), environment);
    const thrown = await lambda.send(new GetFunctionCommand({ FunctionName: 'f' })).catch((error) => error);
    expect(thrown).toBeInstanceOf(TooManyRequestsException);
    expect(thrown.$metadata).toMatchObject({ attempts: 2, httpStatusCode: 429 });
    // The SDK does not retry OverLimit: too many messages are in flight, and waiting does not help.
    const over = underRules([ruleOf('throttle', { parameters: { error: 'OverLimit' } })]);
    const sqs = withChaos(new SQSClient(service.config), over.environment);
    const receive = new ReceiveMessageCommand({ QueueUrl: `${service.config.endpoint}/q` });
    const limit = await sqs.send(receive).catch((error) => error);
    expect(limit).toBeInstanceOf(OverLimit);
    expect(limit).toMatchObject({ Error: { Code: 'OverLimit', Type: 'Sender' }, $metadata: { attempts: 1 } });
  });

  it('is understood by a service that speaks XML', async () => {
    const { environment } = underRules([ruleOf('throttle')]);
    const client = withChaos(new CloudFormationClient({ ...service.config, maxAttempts: 2 }), environment);
    await expect(client.send(new DescribeStacksCommand())).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Throttled by a Faultline rule.',
      $metadata: { attempts: 2 },
    });
  });

  it('breaks inside the service, with 500 or 503, and is tried again', async () => {
    const broken = await refusedBy('server-error', {}, 3);
    expect(broken).toBeInstanceOf(InternalServerError);
    expect(broken.$metadata).toMatchObject({ httpStatusCode: 500, attempts: 3 });
    const away = await refusedBy('server-error', { status: 503 });
    expect(away).toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503, attempts: 2 } });
    expect(service.arrivals).toEqual([]);
  });

  it('loses its connection before it is sent, and is tried again', async () => {
    const { environment, ledger } = underRules([ruleOf('connection-reset', { first: 1 })]);
    const client = withChaos(new DynamoDBClient(service.config), environment);
    expect((await client.send(put)).$metadata.attempts).toBe(2);
    expect(service.arrivals).toHaveLength(1);
    expect(ledger).toMatchObject([{ fault: 'connection-reset', attempt: 1 }]);
  });
});
