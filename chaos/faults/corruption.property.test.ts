import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { corrupted, corruption } from './corruption.ts';

const how = fc.constantFrom(...corruption.options);
const ticket = fc.record({ seed: fc.integer(), rule: fc.constant('r'), key: fc.uuid(), attempt: fc.constant(1) });

describe('a spoiled text', () => {
  it('is never the text itself, and always the same', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), how, ticket, (text, kind, at) => {
        const spoiled = corrupted(text, kind, at);
        expect(spoiled).not.toBe(text);
        expect(corrupted(text, kind, at)).toBe(spoiled);
      }),
    );
  });

  it('is truncated to a beginning, or garbled without a change of its length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), ticket, (text, at) => {
        expect(text.startsWith(corrupted(text, 'truncated', at))).toBe(true);
        expect(corrupted(text, 'garbled', at)).toHaveLength(text.length);
        expect(corrupted(text, 'empty', at)).toBe('');
      }),
    );
  });

  it('is no JSON any more when an object is truncated', () => {
    fc.assert(
      fc.property(fc.record({ sagaId: fc.uuid(), n: fc.integer() }), ticket, (message, at) => {
        expect(() => JSON.parse(corrupted(JSON.stringify(message), 'truncated', at))).toThrow();
      }),
    );
  });
});
