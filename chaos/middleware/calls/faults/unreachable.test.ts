import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { withChaos } from '../../sdk-plugin.ts';
import { serviceOfEachTest } from '../testing/stub-service.ts';
import { ruleOf, underRules } from '../testing/under-rules.ts';

const put = new PutItemCommand({ TableName: 't', Item: { orderId: { S: 'order-1' } } });
const partition = (parameters: object = {}) =>
  ruleOf('unreachable', { target: { function: 'f', service: 'dynamodb' }, parameters });

describe('a partition', () => {
  const service = serviceOfEachTest();

  it('cuts off one service and no other', async () => {
    const { environment } = underRules([partition({ how: 'connection-refused' })]);
    const dynamo = withChaos(new DynamoDBClient({ ...service.config, maxAttempts: 2 }), environment);
    await expect(dynamo.send(put)).rejects.toMatchObject({ code: 'ECONNREFUSED', $metadata: { attempts: 2 } });
    expect(service.arrivals).toEqual([]);
    const sqs = withChaos(new SQSClient({ ...service.config, md5: false }), environment);
    await sqs.send(new SendMessageCommand({ QueueUrl: `${service.config.endpoint}/q`, MessageBody: 'hi' }));
    expect(service.arrivals).toHaveLength(1);
  });

  it('cuts off one host and no other', async () => {
    const { environment } = underRules([partition({ how: 'connection-refused', host: '*.example.com' })]);
    await withChaos(new DynamoDBClient(service.config), environment).send(put);
    expect(service.arrivals).toHaveLength(1);
  });

  it("times out when the client's own time to connect is over", async () => {
    const { environment, slept } = underRules([partition()]);
    const config = { ...service.config, maxAttempts: 1, requestHandler: { connectionTimeout: 400 } };
    const client = withChaos(new DynamoDBClient(config), environment);
    await expect(client.send(put)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(slept()).toBe(400);
  });

  it('hangs as long as the operating system does in a client without a time to connect', async () => {
    const { environment, slept } = underRules([partition()]);
    const client = withChaos(new DynamoDBClient({ ...service.config, maxAttempts: 1 }), environment);
    await expect(client.send(put)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(slept()).toBe(127_000);
  });

  it('heals with its rule, also for who waits already', async () => {
    const rules = [partition()];
    const chaos = underRules(rules);
    const environment = {
      ...chaos.environment,
      async sleep(ms: number) {
        await chaos.environment.sleep(ms);
        rules.pop();
      },
    };
    await withChaos(new DynamoDBClient(service.config), environment).send(put);
    expect(service.arrivals).toHaveLength(1);
  });
});
