import { describe, expect, it } from '@jest/globals';
import { murmur3 } from './draw.ts';

describe('MurmurHash3', () => {
  // Vectors of the reference implementation, over UTF-8.
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['a', 0, 0x3c2569b2],
    ['test', 0, 0xba6bd213],
    ['Hello, world!', 0x9747b28c, 0x24884cba],
    ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ])('of %j with seed %d', (text, seed, hash) => expect(murmur3(text, seed)).toBe(hash));
});
