import { describe, expect, it } from '@jest/globals';
import { changed } from './settings.ts';

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
