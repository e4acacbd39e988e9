import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { ChaosFunctionEnvironment } from './environment.ts';
import { ruleInjection } from './request.ts';
import { ruleLambda } from './rule-lambda.ts';

const injection = z.strictObject({ ...ruleInjection, function: z.string(), when: z.string().optional() });
const inject = { action: 'inject', id: 'dying', function: 'f', seed: 1, durationSeconds: 20 };

/** A chaos function that writes crashes, at noon on a day of its own; and the inputs of the commands that it has sent. */
function atNoon() {
  const sent: Readonly<Record<string, unknown>>[] = [];
  const send = async ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => {
    sent.push(input);
    return {};
  };
  const documents = { send } as unknown as ChaosFunctionEnvironment['documents'];
  const handler = ruleLambda(
    ['crash'],
    injection,
    ({ function: name, when }) => ({ fault: 'crash', target: { function: name }, parameters: { when } }),
    () => ({ documents, table: 't', now: () => 43_200_000 }),
  );
  return { handler, sent };
}

describe('a chaos function that writes rules', () => {
  it('writes one that starts at its own time and ends after the seconds that were asked for', async () => {
    const { handler, sent } = atNoon();
    expect(await handler({ ...inject, when: 'before' })).toEqual({ now: 43_200_000, rules: [] });
    expect(sent[0]).toMatchObject({
      TableName: 't',
      Item: { fault: 'crash', parameters: { when: 'before' }, startsAt: 43_200_000, expiresAt: 43_220_000 },
    });
  });

  it.each([
    [{ ...inject, when: 'never' }, /parameters\.when/],
    [{ ...inject, seed: 'x' }, /Bad request: seed: .*Got \{"action":"inject"/],
    [{ ...inject, where: 'here' }, /Unrecognized key: "where"/],
    [{ action: 'explode' }, /Bad request: action/],
  ])('refuses what is wrong and writes nothing: %j', async (event, problem) => {
    const { handler, sent } = atNoon();
    await expect(handler(event)).rejects.toThrow(problem);
    expect(sent).toEqual([]);
  });

  it('only tells its rules when a schedule wakes it', async () => {
    const { handler, sent } = atNoon();
    await handler({ source: 'aws.events' });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toHaveProperty('KeyConditionExpression');
  });
});
