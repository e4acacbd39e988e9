import { describe, expect, it } from '@jest/globals';
import { faultSchema } from '../../chaos/faults/rule.ts';
import { faultInWords } from './words.ts';

/** A fault of a method as `./lab experiment show` tells it. */
const told = (fault: object) =>
  faultInWords(faultSchema({}).parse(fault) as unknown as Parameters<typeof faultInWords>[0]);

describe('a fault in words', () => {
  const target = { function: 'f' };

  it.each([
    [{ fault: 'drop', target, percentage: 5 }, 'drop: 5 % at function f'],
    [{ fault: 'duplicate', target, first: 1 }, 'duplicate: 100 % of first attempts at function f'],
    [{ fault: 'duplicate', target, first: 3 }, 'duplicate: 100 % of the first 3 attempts at function f'],
    [
      { fault: 'duplicate', target, every: 3, keys: 'ord-*' },
      'duplicate: 100 % of each 3rd attempt with keys like ord-* at function f',
    ],
    [
      { fault: 'delay', target, parameters: { distribution: 'percentiles', percentiles: { p50: 40, p99: 2_000 } } },
      'delay: 100 % at function f (distribution percentiles, jitterMs 0, percentiles { p50 40, p99 2000 }, when before)',
    ],
    [
      { fault: 'http-response', target, parameters: { body: 'no' } },
      'http-response: 100 % at function f (when before, statusCode 500, contentType application/json, body no)',
    ],
    [
      { fault: 'function-configuration', target, parameters: { environment: { LOG_LEVEL: null } } },
      'function-configuration: 100 % at function f (environment { LOG_LEVEL null })',
    ],
  ])('%j', (fault, words) => expect(told(fault)).toBe(words));
});
