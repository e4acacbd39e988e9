import { describe, expect, it } from '@jest/globals';
import { keysIn } from './keys-in.ts';

describe('the keys in an item', () => {
  it.each([
    ['cart 7', { pk: 'ORDER#cart 7' }],
    ['cart#7/é', { pk: 'cart#7/é:paid' }],
    ['#7', { pk: 'cart#7' }],
    ['k-1', { 'k-1': 1 }],
    ['k-1', ['k-1']],
    ['17', { n: 17 }],
    ['17', { n: 17n }],
    ['k-1', { pk: 'order:k-1' }],
    ['k#', { pk: 'k#1' }],
    ['a b', { pk: 'a b' }],
  ])('%s is in %j', (key, item) => {
    expect(keysIn([key, 'b a'])(item)).toEqual([key]);
  });

  it.each([
    ['k-1', { pk: 'k-12' }],
    ['k-1', { pk: 'ok-1' }],
    ['k-1', { pk: 'xk-1' }],
    ['1', { n: 11 }],
    ['-', { n: '-' }],
    ['x k-1', { pk: 'k-1' }],
    ['a-1', { pk: 'a-2' }],
    ['0', { list: ['x', null] }],
  ])('%s is not in %j, whatever it is looked up by', (key, item) => {
    expect(keysIn([key])(item)).toEqual([]);
    expect(keysIn([key, 'k-9', 'a-9'])(item)).toEqual([]);
  });

  it.each([
    ['b-1 a-1', ['b-1', 'a-1']],
    ['k-1-2-3', ['k-1-2', '3']],
    ['k-1 2-3', ['k-1', '2-3']],
    [{ 'a-1': ['2-3', { of: 'k-1' }] }, ['a-1', '2-3', 'k-1']],
  ])('of %j: in order, of those that overlap the first, or the longer one', (item, expected) => {
    expect(keysIn(['3', '2-3', 'k-1', 'k-1-2', 'a-1', 'b-1'])(item)).toEqual(expected);
  });
});
