import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { openRuleCarrier } from './rule-carrier.ts';

const slow = {
  id: 'slow',
  fault: 'delay',
  target: { function: 'payments' },
  parameters: {},
  percentage: 50,
  seed: 1,
  durationMs: 20_000,
  startsAt: 1_000,
};

/** A carrier whose chaos function has written what the table holds, and has answered when the clock shows `now`. */
function carrierAt(now: number, rules: readonly { id: string }[]) {
  const lambda = new LambdaClient({ region: 'us-east-1' });
  const dynamo = new DynamoDBClient({ region: 'us-east-1' });
  lambda.send = async () => ({ Payload: new TextEncoder().encode('{}') });
  dynamo.middlewareStack.add(() => async () => ({ response: {}, output: { $metadata: {}, Items: rules } }), {
    step: 'initialize',
    priority: 'low',
  });
  return openRuleCarrier({ lambda, dynamo, table: 'chaos', now: () => now, unique: () => 'a' });
}

const written = { ...slow, expiresAt: 21_000 };

describe('the carrier of rules', () => {
  it('tells from when until when a rule acts, as the table has it', async () => {
    expect(await carrierAt(5_000, [written]).inject(slow)).toEqual({ startsAt: 1_000, expiresAt: 21_000 });
  });

  it('fails where a rule was accepted and is not there', async () => {
    await expect(carrierAt(5_000, []).inject(slow)).rejects.toThrow('is not in chaos');
  });

  it('says so where a rule had ended before its function answered', async () => {
    await expect(carrierAt(21_000, [written]).inject(slow)).rejects.toThrow('less busy');
  });
});
