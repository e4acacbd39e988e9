import { describe, expect, it } from '@jest/globals';
import { matchesGlob } from './glob.ts';

describe('a glob', () => {
  it.each([
    ['ord-*', 'ord-1', true],
    ['ord-*', 'an ord-1', false],
    ['ord-?', 'ord-12', false],
    ['*', '', true],
    ['/orders/*', '/orders/7/lines', true],
    ['a.b', 'axb', false],
    ['a+(b)', 'a+(b)', true],
    ['*-7', 'line\nbreak-7', true],
  ])('%j against %j: %s', (pattern, text, expected) => expect(matchesGlob(pattern, text)).toBe(expected));
});
