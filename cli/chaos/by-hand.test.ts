import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UsageError } from '../../kernel/usage-error.ts';
import { activeFaults, injectByHand } from './by-hand.ts';
import type { FaultOptions } from './requested-fault.ts';
import { fakeLocalstack } from './testing/fake-localstack.ts';

const rule = {
  id: 'slow',
  fault: 'delay',
  target: { function: 'shop-api' },
  startsAt: 0,
  expiresAt: 4_000_000_000_000,
};
const late = { id: 'late', fault: 'api-latency', target: { service: 'sqs' } };

let fake: Awaited<ReturnType<typeof fakeLocalstack>>;
const options = () => ({ on: 'localstack', region: 'us-east-1', port: 1, endpoint: fake.endpoint }) as const;

beforeEach(async () => {
  const rules = { 'shop-chaos': [rule], 'bank-chaos': [{ ...rule, id: 'slower' }] };
  fake = await fakeLocalstack({ faults: [late], rules, consumers: ['shop-payments'] });
});
afterEach(() => fake.close());

describe('a fault by hand', () => {
  it.each<[string, string, Omit<FaultOptions, 'for'>, string]>([
    ['loss that was not asked for', 'drop', { function: 'shop-payments' }, 'drop would lose messages of shop-payments'],
    [
      'a retention that may be shorter',
      'queue-attributes',
      { queue: 'shop-payments', param: ['retentionSeconds=60'] },
      'queue-attributes would lose messages of shop-payments: SQS deletes',
    ],
    [
      'an answer in the place of a handler that consumes a queue',
      'http-response',
      { function: 'shop-payments' },
      'http-response would lose messages of shop-payments',
    ],
  ])('is refused where it is %s, before anything is done', async (_, name, fault, says) => {
    const asked = injectByHand(name, { for: '30s', ...fault, ...options() });
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toMatchObject({
      message: expect.stringContaining(says),
      hint: 'Say --allow-loss if that is wanted.',
    });
    const looks = [
      'GET /_localstack/health',
      'GET /_localstack/faultline',
      'ListTables',
      'GET /2015-03-31/event-source-mappings',
    ];
    expect(fake.calls).toEqual(looks);
  });

  it.each<[string, string, Omit<FaultOptions, 'for'>]>([
    ['that may lose messages', 'drop', { function: 'shop-payments', allowLoss: true }],
    ['that loses none', 'http-response', { function: 'shop-api' }],
  ])('%s is looked at further: whether its target is there', async (_, name, fault) => {
    const asked = injectByHand(name, { for: '30s', ...fault, ...options() });
    await expect(asked).rejects.not.toThrow('would lose messages');
    expect(fake.calls).toContain(`GET /2015-03-31/functions/${fault.function}/configuration`);
  });
});

describe('the faults that are active', () => {
  it('are those of every lab and those of the cloud, each once', async () => {
    const [, ...rows] = (await activeFaults(options())).map((line) => stripVTControlCharacters(line));
    expect(rows.map((row) => row.split(/ {2,}/).filter((_, column) => [0, 1, 3].includes(column)))).toEqual([
      ['late', 'api-latency', 'cloud'],
      ['slow', 'delay', 'rules'],
      ['slower', 'delay', 'rules'],
    ]);
  });
});
