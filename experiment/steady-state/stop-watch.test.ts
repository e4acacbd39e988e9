import { describe, expect, it } from '@jest/globals';
import { Aborted } from '../../kernel/aborted.ts';
import { virtualTime } from '../../kernel/testing/virtual-time.ts';
import { type StopCondition, watchStopConditions } from './stop-watch.ts';

function watch(conditions: readonly StopCondition[], ends = new AbortController()) {
  const time = virtualTime();
  const from = time.now();
  const watched = watchStopConditions({ conditions, time, everyMs: 1_000, signal: ends.signal });
  return { time, watched: () => time.run(watched), elapsed: () => time.now() - from };
}

describe('stop conditions', () => {
  it('are asked every second until one is breached, which is told', async () => {
    let looks = 0;
    const breach = async () => (++looks === 4 ? 'expected 0, got 7' : undefined);
    const { watched, elapsed } = watch([
      { name: 'calm', breach: async () => undefined },
      { name: 'deep', breach },
    ]);
    const reason = await watched();
    expect(reason).toBeInstanceOf(Aborted);
    expect(reason?.message).toBe('stop condition deep: expected 0, got 7');
    expect(elapsed()).toBe(3_000);
  });

  it('count as breached when they cannot be asked', async () => {
    const breach = () => Promise.reject(new Error('no answer'));
    expect((await watch([{ name: 'deep', breach }]).watched())?.message).toBe(
      'stop condition deep could not be checked: no answer',
    );
  });

  it('are over with the method', async () => {
    const ends = new AbortController();
    let looks = 0;
    const breach = async () => {
      if (++looks === 2) ends.abort();
      return undefined;
    };
    expect(await watch([{ name: 'calm', breach }], ends).watched()).toBeUndefined();
    expect(looks).toBe(2);
  });

  it('do not pile up when an answer takes longer than a second', async () => {
    const times: number[] = [];
    const world = virtualTime();
    const breach = async () => {
      times.push(world.now());
      await world.pause(1_500);
      return times.length === 3 ? 'slow' : undefined;
    };
    const conditions = [{ name: 'slow', breach }];
    await world.run(
      watchStopConditions({ conditions, time: world, everyMs: 1_000, signal: new AbortController().signal }),
    );
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 1_500, 3_000]);
  });
});
