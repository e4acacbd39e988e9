import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { chaosNames } from '../../chaos/cdk/chaos-functions.ts';
import type { ChaosNames } from '../../system/deployed.ts';
import { openRuleCarrier } from './rule-carrier.ts';

const slow = {
  id: 'slow',
  fault: 'delay',
  target: { function: 'shop-payments' },
  parameters: {},
  percentage: 50,
  seed: 1,
  durationMs: 20_000,
  startsAt: 1_000,
};

/** A carrier whose chaos function has written what the table holds, and has answered when the clock shows `now`. */
function carrierAt(now: number, rules: readonly { id: string }[], chaos: ChaosNames = chaosNames('shop')) {
  const asked: { name: string | undefined; request: unknown }[] = [];
  const lambda = new LambdaClient({ region: 'us-east-1' });
  const dynamo = new DynamoDBClient({ region: 'us-east-1' });
  lambda.send = async ({ input }: { readonly input: object }) => {
    const { FunctionName: name, Payload } = input as InvokeCommandInput;
    asked.push({ name, request: JSON.parse(new TextDecoder().decode(Payload as Uint8Array)) });
    return { Payload: new TextEncoder().encode('{}') };
  };
  dynamo.middlewareStack.add(() => async () => ({ response: {}, output: { $metadata: {}, Items: rules } }), {
    step: 'initialize',
    priority: 'low',
  });
  const carrier = openRuleCarrier({ lambda, dynamo, chaos, now: () => now, unique: () => 'a' });
  return { carrier, asked };
}

const written = { ...slow, expiresAt: 21_000 };

describe('the carrier of rules', () => {
  it('tells from when until when a rule acts, as the table has it', async () => {
    expect(await carrierAt(5_000, [written]).carrier.inject(slow)).toEqual({ startsAt: 1_000, expiresAt: 21_000 });
  });

  it('fails where a rule was accepted and is not there', async () => {
    await expect(carrierAt(5_000, []).carrier.inject(slow)).rejects.toThrow('is not in shop-chaos');
  });

  it('says so where a rule had ended before its function answered', async () => {
    await expect(carrierAt(21_000, [written]).carrier.inject(slow)).rejects.toThrow('less busy');
  });

  const selection = { action: 'inject', id: 'slow', percentage: 50, seed: 1, durationSeconds: 20, startsAt: 1_000 };

  it.each([
    ['delay', 'shop-chaos-latency', { function: 'shop-payments', delayMs: 5 }],
    ['throttle', 'shop-chaos-throttle', { function: 'shop-payments', delayMs: 5 }],
    ['crash', 'shop-chaos-failure', { fault: 'crash', target: slow.target, parameters: { delayMs: 5 } }],
  ])('asks for a %s at %s, in the words of that function', async (fault, name, aim) => {
    const { carrier, asked } = carrierAt(5_000, [{ ...written, fault } as typeof written]);
    await carrier.inject({ ...slow, fault, parameters: { delayMs: 5 } });
    expect(asked).toEqual([{ name, request: { ...selection, ...aim } }]);
  });

  it('has the fault of a system withdrawn by the chaos function of that system', async () => {
    const { carrier, asked } = carrierAt(5_000, []);
    await carrier.withdraw(slow);
    expect(asked).toEqual([{ name: 'shop-chaos-latency', request: { action: 'withdraw', id: 'slow' } }]);
  });

  it('says which chaos function a system does not have', async () => {
    const { carrier } = carrierAt(5_000, [], { table: 'shop-chaos', functions: {} });
    await expect(carrier.inject(slow)).rejects.toThrow(
      'There is no chaos function "latency" beside the table shop-chaos.',
    );
  });
});
