import { getHeapStatistics } from 'node:v8';
import { expect, it } from '@jest/globals';
import { defaultBytes } from './budget.ts';

it('a search holds half a gibibyte, and in a small process a quarter of what that may hold', () => {
  expect(defaultBytes).toBe(Math.min(2 ** 29, getHeapStatistics().heap_size_limit / 4));
});
