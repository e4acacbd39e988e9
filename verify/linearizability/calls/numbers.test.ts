import { expect, it } from '@jest/globals';
import { firstOf, Numbers, zeros } from './numbers.ts';

it.each([0, 7, 4095, 4096, 4097, 20_000])('%d numbers are what was added, one by one', (count) => {
  const numbers = new Numbers();
  for (let n = 0; n < count; n += 1) numbers.push(n * 3 - 7);
  expect(numbers.length).toBe(count);
  expect(Array.from({ length: count }, (_, n) => numbers.at(n))).toEqual(
    Array.from({ length: count }, (_, n) => n * 3 - 7),
  );
});

it.each([0, 7, 4096, 20_000])('of %d zeros the first ones are as they are', (count) => {
  const numbers = zeros(count + 3);
  expect(Array.from(numbers)).toEqual(new Array(count + 3).fill(0));
  for (let n = 0; n < count; n += 1) numbers[n] = n;
  expect(Array.from(firstOf(numbers, count))).toEqual([...new Array(count).keys()]);
});
