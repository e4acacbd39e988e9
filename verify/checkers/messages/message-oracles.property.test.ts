import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../checker.ts';
import { messageCheckers } from './message-checkers.ts';
import { messageOracles } from './message-oracles.ts';
import { smallHistories } from './small-histories.ts';

describe('checkers of messages, beside their definitions', () => {
  it.each(Object.keys(messageOracles))('%s', (name) => {
    const checker = messageCheckers.find((each) => each.name === name);
    const oracle = messageOracles[name];
    if (checker === undefined || oracle === undefined) throw new Error(`no checker ${name}`);
    const seen = { valid: 0, broken: 0 };
    fc.assert(
      fc.property(smallHistories, (history) => {
        const { accused, unknown = false } = oracle(history);
        const { valid, counterexample } = judge(checker, history);
        const expected = { valid: accused.length > 0 ? false : unknown ? 'unknown' : true, ids: new Set(accused) };
        expect({ valid, ids: new Set(counterexample?.ids) }).toEqual(expected);
        if (valid !== 'unknown') seen[valid ? 'valid' : 'broken'] += 1;
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(seen.valid, seen.broken)).toBeGreaterThan(50);
  });
});
