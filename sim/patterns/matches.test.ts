import { describe, expect, it } from '@jest/globals';
import { matchesPattern } from './matches.ts';

const event = {
  kind: 'order',
  total: 12,
  paid: true,
  note: null,
  empty: '',
  tags: ['new', 'gift'],
  place: { city: 'Ulm' },
  lines: [{ sku: 'A' }, { sku: 'B' }],
};

describe('an event pattern', () => {
  it.each([
    ['a value', { kind: ['order'] }, true],
    ['another value', { kind: ['refund'] }, false],
    ['one of several', { kind: ['refund', 'order'] }, true],
    ['a number as a number', { total: [12] }, true],
    ['a number as a text', { total: ['12'] }, false],
    ['true', { paid: [true] }, true],
    ['null', { note: [null] }, true],
    ['null where nothing is', { missing: [null] }, false],
    ['an empty text', { empty: [''] }, true],
    ['an element of a list', { tags: ['gift'] }, true],
    ['no element of a list', { tags: ['old'] }, false],
    ['a part', { place: { city: ['Ulm'] } }, true],
    ['a part of a text', { kind: { city: ['Ulm'] } }, false],
    ['an element that is an object', { lines: { sku: ['B'] } }, true],
    ['two names, one of which does not hold', { kind: ['order'], total: [11] }, false],
    ['exists', { kind: [{ exists: true }] }, true],
    ['exists, of what does not', { missing: [{ exists: true }] }, false],
    ['exists not', { missing: [{ exists: false }] }, true],
    ['exists not, deeper down', { missing: { deeper: [{ exists: false }] } }, true],
    ['exists not, of what does', { place: { city: [{ exists: false }] } }, false],
    ['prefix', { kind: [{ prefix: 'ord' }] }, true],
    ['prefix of another', { kind: [{ prefix: 'der' }] }, false],
    ['prefix without regard to case', { kind: [{ prefix: { 'equals-ignore-case': 'ORD' } }] }, true],
    ['suffix', { kind: [{ suffix: 'der' }] }, true],
    ['equals-ignore-case', { kind: [{ 'equals-ignore-case': 'ORDER' }] }, true],
    ['wildcard', { kind: [{ wildcard: 'o*d*r' }] }, true],
    ['wildcard with a star of its own', { kind: [{ wildcard: 'o\\*r' }] }, false],
    ['anything-but', { kind: [{ 'anything-but': ['refund', 'cancel'] }] }, true],
    ['anything-but itself', { kind: [{ 'anything-but': 'order' }] }, false],
    ['anything-but where nothing is', { missing: [{ 'anything-but': 'order' }] }, false],
    ['anything-but a prefix', { kind: [{ 'anything-but': { prefix: 'ord' } }] }, false],
    ['numeric', { total: [{ numeric: ['>', 10, '<=', 12] }] }, true],
    ['numeric, outside', { total: [{ numeric: ['>', 12] }] }, false],
    ['numeric of a text', { kind: [{ numeric: ['>', 0] }] }, false],
    ['$or', { $or: [{ kind: ['refund'] }, { total: [12] }] }, true],
    ['$or, of which none holds', { $or: [{ kind: ['refund'] }, { total: [11] }] }, false],
  ])('matches by %s', (_what, pattern, matches) => {
    expect(matchesPattern(pattern, event)).toBe(matches);
  });

  it('with a rule that is not known is refused by its name', () => {
    expect(() => matchesPattern({ kind: [{ sounds: 'order' }] }, event)).toThrow(
      /\{"sounds":"order"\}.*expected one of/s,
    );
    expect(() => matchesPattern({ total: [{ numeric: ['~', 1] }] }, event)).toThrow(/"~"/);
  });
});
