import { describe, expect, it } from '@jest/globals';
import { sampleRun } from '../../report/testing/sample-run.ts';
import { findKey } from './known-keys.ts';

const run = sampleRun({ count: 30, seed: 7, verdict: 'pass' });

describe('a key that was typed', () => {
  it.each([
    ['is itself, though it begins others', 'key-1', 'key-1'],
    ['is the id of what came of one', ' ord-00004 ', 'ord-00004'],
    ['is the only one that holds it', '0017', 'ord-00017'],
    ['is nobody', 'key-77', undefined],
    ['is nothing', '  ', undefined],
  ])('%s', (_, typed, key) => {
    expect(findKey(run, typed).key).toBe(key);
  });

  it('may be several: some are told, the latest first', () => {
    const { key, candidates } = findKey(run, 'key-2');
    expect(key).toBe('key-2');
    expect(candidates).toEqual(['key-2']);
    const many = findKey(run, 'ey-2');
    expect(many.key).toBeUndefined();
    expect(many.candidates).toHaveLength(8);
    expect(many.candidates[0]).toBe('key-29');
  });
});
