import { describe, expect, it } from '@jest/globals';
import { Lane } from './lane.ts';

describe('a lane', () => {
  it('goes on by itself, in order, and what is watched late is heard from then on', async () => {
    const lane = new Lane();
    const done: string[] = [];
    const heard: string[] = [];
    const free = Promise.withResolvers<void>();
    const first = lane.add('first', async () => void done.push('first'));
    const second = lane.add('second', async (report) => {
      report('unheard');
      await free.promise;
      report('heard');
      done.push('second');
    });
    await first.run(() => undefined);
    expect(done).toEqual(['first']);
    const watched = second.run((line) => heard.push(line));
    free.resolve();
    await watched;
    expect(done).toEqual(['first', 'second']);
    expect(heard).toEqual(['heard']);
  });

  it('begins nothing after a failure, which whoever watches is told of', async () => {
    const lane = new Lane();
    let begun = false;
    const failing = lane.add('failing', () => Promise.reject(new Error('no disk')));
    const next = lane.add('next', async () => {
      begun = true;
    });
    await lane.settled();
    await expect(failing.run(() => undefined)).rejects.toThrow('no disk');
    await expect(next.run(() => undefined)).rejects.toThrow('no disk');
    expect(begun).toBe(false);
  });
});
