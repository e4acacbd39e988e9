import { describe, expect, it } from '@jest/globals';
import { waitUntil } from './wait-until.ts';

describe('waiting', () => {
  it('ends with the first answer', async () => {
    const answers = [undefined, undefined, 'there', 'late'];
    expect(await waitUntil(() => answers.shift(), { deadlineMs: 5_000, everyMs: 1 })).toBe('there');
  });

  it('asks at least once, and ends at the deadline', async () => {
    let asked = 0;
    const ask = () => {
      asked += 1;
      return undefined;
    };
    expect(await waitUntil(ask, { deadlineMs: 0 })).toBeUndefined();
    expect(asked).toBe(1);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const waiting = waitUntil(() => undefined, { deadlineMs: 60_000, everyMs: 1, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('fails as the question fails', async () => {
    const ask = () => Promise.reject(new Error('no such queue'));
    await expect(waitUntil(ask, { deadlineMs: 1_000 })).rejects.toThrow('no such queue');
  });
});
