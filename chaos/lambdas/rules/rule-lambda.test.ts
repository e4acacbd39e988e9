import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { RuleEnvironment } from './rule-environment.ts';
import { ruleLambda } from './rule-lambda.ts';
import { ruleInjection } from './rule-request.ts';

const injection = z.strictObject({ ...ruleInjection, function: z.string(), when: z.string().optional() });
const inject = { action: 'inject', id: 'dying', function: 'f', seed: 1, durationSeconds: 20 };

/**
 * A chaos function that writes crashes, at noon on a day of its own; and the inputs of the commands that it has sent.
 * @param there the rules that lie in the table
 */
function atNoon(there: readonly object[] = [], checkTarget: RuleEnvironment['checkTarget'] = async () => undefined) {
  const sent: Readonly<Record<string, unknown>>[] = [];
  const send = async ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => {
    sent.push(input);
    return { Items: there };
  };
  const documents = { send } as unknown as RuleEnvironment['documents'];
  const handler = ruleLambda(
    ['crash'],
    injection,
    ({ function: name, when }) => ({ fault: 'crash', target: { function: name }, parameters: { when } }),
    () => ({ documents, table: 't', now: () => 43_200_000, checkTarget }),
  );
  return { handler, written: () => sent.flatMap(({ Item }) => Item ?? []), sent };
}

describe('a chaos function that writes rules', () => {
  it('writes one that starts at its own time and ends after the seconds that were asked for', async () => {
    const { handler, sent, written } = atNoon();
    expect(await handler({ ...inject, when: 'before' })).toEqual({ now: 43_200_000, rules: [] });
    expect(new Set(sent.map(({ TableName }) => TableName))).toEqual(new Set(['t']));
    expect(written()).toMatchObject([
      { fault: 'crash', parameters: { when: 'before' }, startsAt: 43_200_000, expiresAt: 43_220_000 },
    ]);
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

  it('refuses one that aims at nothing, and writes nothing', async () => {
    const { handler, written } = atNoon([], () => Promise.reject(new Error('there is no f')));
    await expect(handler(inject)).rejects.toThrow('there is no f');
    expect(written()).toEqual([]);
  });

  it('refuses one that overlaps with another, unless it writes that one again', async () => {
    const other = { id: 'other', fault: 'crash', target: { function: 'f' }, seed: 1 };
    const during = (startsAt: number, expiresAt: number, more = {}) => [{ ...other, startsAt, expiresAt, ...more }];
    const writes = async (...there: Parameters<typeof atNoon>) => {
      const { handler, written } = atNoon(...there);
      await handler(inject);
      return written().length;
    };
    await expect(writes(during(43_210_000, 43_230_000))).rejects.toThrow(
      '"dying" overlaps with "other", the same fault',
    );
    expect(await writes(during(43_210_000, 43_230_000, { id: 'dying' }))).toBe(1);
    expect(await writes(during(43_210_000, 43_230_000, { keys: 'ord-*' }))).toBe(1);
    expect(await writes(during(43_210_000, 43_230_000, { target: { function: 'g' } }))).toBe(1);
    expect(await writes(during(43_220_000, 43_230_000))).toBe(1);
  });

  it('only tells its rules when a schedule wakes it', async () => {
    const { handler, sent } = atNoon();
    await handler({ source: 'aws.events' });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toHaveProperty('KeyConditionExpression');
  });
});
