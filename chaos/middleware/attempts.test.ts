import { describe, expect, it } from '@jest/globals';
import { createAttempts } from './attempts.ts';

describe('attempts', () => {
  it('are counted for each key', () => {
    const attempts = createAttempts();
    expect(['a', 'b', 'a', 'a', 'b'].map(attempts.next)).toEqual([1, 1, 2, 3, 2]);
  });

  it('of the keys that were not met for the longest time are forgotten', () => {
    const attempts = createAttempts(2);
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map(attempts.next)).toEqual([1, 1, 2, 1, 3, 1]);
  });
});
