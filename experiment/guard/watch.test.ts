import { describe, expect, it } from '@jest/globals';
import { openWatch } from './watch.ts';

describe('the watch of a guard', () => {
  it('goes on as long as beats come in time', () => {
    const watch = openWatch(0, 100);
    expect(watch.conclude(100)).toEqual({ kind: 'watching' });
    watch.beat(100);
    expect(watch.conclude(200)).toEqual({ kind: 'watching' });
  });

  it('takes a silent runner for lost, for ever', () => {
    const watch = openWatch(0, 100);
    expect(watch.conclude(101)).toMatchObject({ kind: 'lost', why: expect.stringContaining('for 101 ms') });
    watch.beat(102);
    watch.release();
    expect(watch.conclude(103).kind).toBe('lost');
  });

  it('takes a closed pipe for the death of the runner, at once', () => {
    const watch = openWatch(0, 100);
    watch.close();
    expect(watch.conclude(1).kind).toBe('lost');
  });

  it('is released once and for all: the pipe closes afterwards, and beats stay out', () => {
    const watch = openWatch(0, 100);
    watch.release();
    watch.close();
    expect(watch.conclude(1_000)).toEqual({ kind: 'released' });
  });

  it('does not move back when a beat was long on its way', () => {
    const watch = openWatch(50, 100);
    watch.beat(10);
    expect(watch.conclude(150)).toEqual({ kind: 'watching' });
  });
});
