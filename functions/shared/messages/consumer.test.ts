import type { SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Context, SQSRecord } from 'aws-lambda';
import { replySchema } from '../../orders/handlers/messages/messages.ts';
import { consumer } from './consumer.ts';

// Powertools then logs through the global console.
process.env.POWERTOOLS_DEV = 'true';

const sent: { name: string; input: object }[] = [];
const sqs = {
  send: async (command: { constructor: { name: string }; input: object }) => {
    sent.push({ name: command.constructor.name, input: command.input });
    return { QueueUrl: 'http://queue' };
  },
} as unknown as SQSClient;

const context = { awsRequestId: 'request', functionName: 'f', getRemainingTimeInMillis: () => 1_500 } as Context;

function record(messageId: string, body: string, receiveCount = 1): SQSRecord {
  const attributes = { ApproximateReceiveCount: String(receiveCount) } as SQSRecord['attributes'];
  const arn = 'arn:aws:sqs:us-east-1:000000000000:orders';
  return { messageId, body, attributes, receiptHandle: `handle-${messageId}`, eventSourceARN: arn } as SQSRecord;
}

function reply(sagaId: string): string {
  return JSON.stringify({ type: 'reply', sagaId, sagaVersion: 1, step: 'charge', action: 'do', outcome: 'done' });
}

const fates: Record<string, Error> = {
  throttled: Object.assign(new Error('slow down'), { name: 'ThrottlingException' }),
  broken: new TypeError('a bug'),
};

const logged: string[] = [];
const handled: string[] = [];
const handler = consumer({
  schema: replySchema,
  sqs,
  async work({ sagaId }) {
    handled.push(sagaId);
    const fate = fates[sagaId];
    if (fate) throw fate;
  },
});

beforeEach(() => {
  sent.length = 0;
  handled.length = 0;
  logged.length = 0;
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((line: string) => {
      logged.push(line);
    });
  }
});

describe('a consumer', () => {
  it('reports only the messages that failed', async () => {
    const Records = [record('1', reply('fine')), record('2', reply('throttled')), record('3', reply('broken'))];
    const { batchItemFailures } = await handler({ Records }, context);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['2', '3']);
    expect(handled.sort()).toEqual(['broken', 'fine', 'throttled']);
  });

  it('reports a batch in which all failed, and does not throw', async () => {
    const answer = await handler({ Records: [record('1', reply('broken'))] }, context);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  });

  it('lets what failed for a transient reason come back soon, and nothing else', async () => {
    const Records = [record('1', reply('throttled'), 3), record('2', reply('broken')), record('3', 'poison')];
    await handler({ Records }, context);
    const changes = sent.filter(({ name }) => name === 'ChangeMessageVisibilityCommand');
    expect(changes).toHaveLength(1);
    expect(changes[0]?.input).toMatchObject({ QueueUrl: 'http://queue', ReceiptHandle: 'handle-1' });
    const seconds = changes.map(({ input }) => (input as { VisibilityTimeout: number }).VisibilityTimeout)[0];
    expect(seconds).toBeGreaterThanOrEqual(4);
    expect(seconds).toBeLessThanOrEqual(8);
  });

  it('says what is wrong with poison', async () => {
    const bodies = ['{', '{"type":"reply"}', reply('fine').replace('"done"', '"maybe"')];
    await handler({ Records: bodies.map((body, index) => record(`${index}`, body)) }, context);
    expect(handled).toEqual([]);
    const lines = logged.map((line) => JSON.parse(line));
    expect(lines.map(({ level, message }) => `${level} ${message}`)).toEqual(Array(3).fill('ERROR poison'));
    expect(lines.map(({ error }) => error.message)).toEqual([
      expect.stringContaining('not JSON'),
      expect.stringContaining('action: '),
      expect.stringContaining('outcome: '),
    ]);
  });

  it('carries the order id into every line', async () => {
    await handler({ Records: [record('1', reply('broken'))] }, context);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ correlation_id: 'broken', messageId: '1', receiveCount: 1 });
  });
});
