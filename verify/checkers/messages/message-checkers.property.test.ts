import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { messageCheckers } from './message-checkers.ts';
import { messageOracles } from './testing/message-oracles.ts';
import { smallHistories } from './testing/small-histories.ts';

/** What is asked of every queue. */
const bounds = fc.record(
  { maxReceiveCount: fc.integer({ min: 1, max: 3 }), maxAgeMs: fc.integer({ min: 1, max: 12 }) },
  { requiredKeys: [] },
);

describe('checkers of messages, beside their definitions', () => {
  it.each(Object.keys(messageOracles))('%s', (name) => {
    const checker = messageCheckers.find((each) => each.name === name);
    const oracle = messageOracles[name];
    if (checker === undefined || oracle === undefined) throw new Error(`no checker ${name}`);
    const options = checker.options === undefined ? fc.constant({}) : bounds;
    const drawn = fc.record({ history: smallHistories, options });
    assertEverySide(drawn, { valid: 300, broken: 300 }, 5000, ({ history, options }, see) => {
      const { accused, unknown = false } = oracle(history, options);
      const { valid, counterexample } = judge(checker, history, { options, allowEmpty: true });
      const expected = { valid: accused.length > 0 ? false : unknown ? 'unknown' : true, ids: new Set(accused) };
      expect({ valid, ids: new Set(counterexample?.ids) }).toEqual(expected);
      if (valid !== 'unknown') see(valid ? 'valid' : 'broken');
    });
  });
});
