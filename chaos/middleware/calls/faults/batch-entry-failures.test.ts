import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { withChaos } from '../../sdk-plugin.ts';
import { serviceOfEachTest } from '../testing/stub-service.ts';
import { ruleOf, underRules } from '../testing/under-rules.ts';

const ids = (entries: unknown) => (entries as { Id: string }[]).map(({ Id }) => Id);

describe('a batch with failed entries', () => {
  const service = serviceOfEachTest(({ body: { Entries = [] } }) => ({
    Successful: ids(Entries).map((Id) => ({ Id, MessageId: `m-${Id}` })),
    Failed: [{ Id: 'by-sqs', Code: 'InternalError', SenderFault: false }],
  }));

  const open = (changes: Readonly<Record<string, unknown>>) => {
    const chaos = underRules([ruleOf('batch-entry-failures', changes)]);
    return { ...chaos, client: withChaos(new SQSClient({ ...service.config, md5: false }), chaos.environment) };
  };
  const send = (...given: string[]) =>
    new SendMessageBatchCommand({
      QueueUrl: `${service.config.endpoint}/000000000000/q`,
      Entries: given.map((Id) => ({ Id, MessageBody: 'hi' })),
    });

  it('sends the others only, and is a success that says which failed', async () => {
    const { client, ledger } = open({ keys: 'bad-*', parameters: { code: 'Throttled', senderFault: true } });
    const output = await client.send(send('good-1', 'bad-1', 'good-2'));
    expect(ids(output.Successful)).toEqual(['good-1', 'good-2']);
    expect(output.Failed).toMatchObject([{ Id: 'by-sqs' }, { Id: 'bad-1', Code: 'Throttled', SenderFault: true }]);
    expect(output.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 });
    expect(service.arrivals.map(({ body }) => ids(body.Entries))).toEqual([['good-1', 'good-2']]);
    expect(ledger).toMatchObject([{ key: 'bad-1', operation: 'sqs:SendMessageBatch' }]);
  });

  it('sends nothing where all failed, and still succeeds', async () => {
    const { client } = open({});
    const output = await client.send(send('a', 'b'));
    expect([output.Successful, ids(output.Failed)]).toEqual([[], ['a', 'b']]);
    expect(output.Failed?.[0]).toMatchObject({ Code: 'InternalError', SenderFault: false });
    expect(service.arrivals).toEqual([]);
  });

  it('may delete, or change visibility, and aims by queue', async () => {
    const { client } = open({ keys: 'bad', target: { queue: 'q' } });
    const entries = (Extra: object) => ['good', 'bad'].map((Id) => ({ Id, ReceiptHandle: 'r', ...Extra }));
    const QueueUrl = `${service.config.endpoint}/000000000000/q`;
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entries({}) }));
    const Entries = entries({ VisibilityTimeout: 0 });
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: `${QueueUrl}-dlq`, Entries }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'bad' }));
    expect(service.arrivals.slice(0, 3).map(({ body }) => ids(body.Entries))).toEqual([
      ['good'],
      ['good'],
      ['good', 'bad'],
    ]);
    expect(service.arrivals).toHaveLength(4);
  });
});
