import { describe, expect, it } from '@jest/globals';
import { invokeChaosFunction } from './chaos-function.ts';

const request = { action: 'inject', id: 'slow' };
const ask = (payload: string, FunctionError?: string) => {
  const answer = { FunctionError, Payload: new TextEncoder().encode(payload) };
  const lambda = { send: async () => answer } as unknown as Parameters<typeof invokeChaosFunction>[0];
  return invokeChaosFunction(lambda, 'shop-chaos-latency', request);
};

describe('a chaos function that is asked', () => {
  it('answers', async () => {
    expect(await ask('{"rules":[]}')).toEqual({ rules: [] });
  });

  it.each([
    ['{"errorType":"Error","errorMessage":"it overlaps","trace":[]}', 'it overlaps'],
    ['{"errorType":"Runtime.ExitError"}', '{"errorType":"Runtime.ExitError"}'],
    ['killed', 'killed'],
  ])('refuses in its own words, meant for people: %s', async (payload, why) => {
    await expect(ask(payload, 'Unhandled')).rejects.toMatchObject({
      message: `shop-chaos-latency refuses: ${why}`,
      hint: 'It was asked: {"action":"inject","id":"slow"}',
    });
  });
});
