import { describe, expect, it } from '@jest/globals';
import { withdrawBy } from './withdrawal.ts';

const fails = (message: string) => () => Promise.reject(new Error(message));
const never = () => new Promise(() => undefined);
const done = async () => undefined;

describe('a withdrawal', () => {
  it('is the work of the chaos function, if that answers in time', async () => {
    await withdrawBy(done, fails('not needed'), 1_000);
  });

  it.each([
    ['takes too long', never],
    ['fails', fails('starved')],
  ])('is done without a chaos function that %s', async (_, chaosFunction) => {
    let ended = false;
    await withdrawBy(
      chaosFunction,
      async () => {
        ended = true;
      },
      20,
    );
    expect(ended).toBe(true);
  });

  it('waits for a chaos function that is at work on the same thing', async () => {
    let answer = (_: unknown): void => undefined;
    const slow = new Promise((resolve) => {
      answer = resolve;
    });
    const withdrawn = withdrawBy(
      () => slow,
      async () => {
        setTimeout(answer, 20);
        throw new Error('busy');
      },
      20,
    );
    await expect(withdrawn).resolves.toBeUndefined();
  });

  it('fails with the words of the chaos function when nobody can', async () => {
    await expect(withdrawBy(fails('starved'), fails('busy'), 20)).rejects.toThrow('starved');
  });
});
