import { describe, expect, it } from '@jest/globals';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { messageCheckers } from './message-checkers.ts';
import { messageOracles } from './testing/message-oracles.ts';
import { smallHistories } from './testing/small-histories.ts';

describe('checkers of messages, beside their definitions', () => {
  it.each(Object.keys(messageOracles))('%s', (name) => {
    const checker = messageCheckers.find((each) => each.name === name);
    const oracle = messageOracles[name];
    if (checker === undefined || oracle === undefined) throw new Error(`no checker ${name}`);
    assertEverySide(smallHistories, { valid: 300, broken: 300 }, 5000, (history, see) => {
      const { accused, unknown = false } = oracle(history);
      const { valid, counterexample } = judge(checker, history, { allowEmpty: true });
      const expected = { valid: accused.length > 0 ? false : unknown ? 'unknown' : true, ids: new Set(accused) };
      expect({ valid, ids: new Set(counterexample?.ids) }).toEqual(expected);
      if (valid !== 'unknown') see(valid ? 'valid' : 'broken');
    });
  });
});
