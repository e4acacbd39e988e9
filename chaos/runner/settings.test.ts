import { describe, expect, it } from '@jest/globals';
import { changed } from './settings.ts';
import { deviations, isTolerable } from './steady-state.ts';

describe('settings before and after', () => {
  it('are compared one by one', () => {
    expect(changed({ a: '1', b: '2' }, { a: '1', b: '2' })).toEqual([]);
    expect(changed({ a: '1', b: '2' }, { a: '3', c: '4' })).toEqual([
      'a was 1 and is 3',
      'b was 2 and is absent',
      'c was absent and is 4',
    ]);
  });
});

describe('a tolerance', () => {
  it('is a number or a range with both ends', () => {
    expect([2, 3].map((got) => isTolerable(got, 3))).toEqual([false, true]);
    expect([0, 1, 5, 6].map((got) => isTolerable(got, [1, 5]))).toEqual([false, true, true, false]);
  });

  it('that was not met is told with what was got', () => {
    const met = { name: 'a', tolerance: 0, got: 0, met: true };
    expect(deviations([met, { name: 'b', tolerance: [0, 1], got: 'refused', met: false }])).toEqual([
      'b: expected [0,1], got refused',
    ]);
  });
});
