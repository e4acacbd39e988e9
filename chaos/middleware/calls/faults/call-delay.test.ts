import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { withChaos } from '../../sdk-plugin.ts';
import { serviceOfEachTest } from '../testing/stub-service.ts';
import { ruleOf, underRules } from '../testing/under-rules.ts';

const put = new PutItemCommand({ TableName: 't', Item: { orderId: { S: 'order-1' } } });
const impatient = { requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true } };

describe('a delayed call', () => {
  const service = serviceOfEachTest();

  it.each(['before', 'after'] as const)('takes longer, %s it is carried out, and succeeds at once', async (when) => {
    const chaos = underRules([ruleOf('call-delay', { parameters: { delayMs: 700, when } })]);
    const client = withChaos(new DynamoDBClient(service.config), chaos.environment);
    expect((await client.send(put)).$metadata.attempts).toBe(1);
    expect(chaos.slept()).toBe(700);
    expect(chaos.ledger).toMatchObject([{ fault: 'call-delay', key: 'order-1', delayMs: 700, when }]);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)(
    'is given up where the client has less patience, %s it is carried out, and tried again',
    async (when, done) => {
      const chaos = underRules([ruleOf('call-delay', { parameters: { delayMs: 700, when }, first: 1 })]);
      const client = withChaos(new DynamoDBClient({ ...service.config, ...impatient }), chaos.environment);
      expect((await client.send(put)).$metadata.attempts).toBe(2);
      expect(service.arrivals).toHaveLength(done + 1);
      expect(chaos.slept()).toBeLessThanOrEqual(300);
    },
  );

  it('is a TimeoutError, as of the request handler, when no try is fast enough', async () => {
    const { environment } = underRules([ruleOf('call-delay', { parameters: { delayMs: 700 } })]);
    const client = withChaos(new DynamoDBClient({ ...service.config, ...impatient, maxAttempts: 2 }), environment);
    await expect(client.send(put)).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 2 } });
    expect(service.arrivals).toEqual([]);
  });

  it('goes on when its rule is taken back, and ends when its caller aborts', async () => {
    const rules = [ruleOf('call-delay', { parameters: { delayMs: 60_000 } })];
    const chaos = underRules(rules);
    const environment = {
      ...chaos.environment,
      async sleep(ms: number) {
        await chaos.environment.sleep(ms);
        rules.pop();
      },
    };
    const client = withChaos(new DynamoDBClient(service.config), environment);
    await client.send(put);
    expect(chaos.slept()).toBe(500);
    rules.push(ruleOf('call-delay', { parameters: { delayMs: 60_000 } }));
    const abort = new AbortController();
    const hanging = withChaos(new DynamoDBClient(service.config), {
      ...environment,
      sleep: () => new Promise(() => {}),
    });
    const aborted = hanging.send(put, { abortSignal: abort.signal });
    setImmediate(() => abort.abort());
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(service.arrivals).toHaveLength(1);
  });
});
