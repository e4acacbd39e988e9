import { describe, expect, it } from '@jest/globals';
import type { Refusal } from '../../run/run-files.ts';
import { refusedIn } from './refusals.ts';

const refusal = (rule: string, refused: string): Refusal => ({
  ...{ faultline: 'refusal', at: 1, rule, fault: 'drop', key: 'a', function: 'orders-payments', refused },
});

describe('faults that were due and did not act', () => {
  it('are counted by rule and reason, the most frequent first', () => {
    const refusals = [refusal('one', 'it loses'), refusal('two', 'it loses'), refusal('two', 'it loses')];
    const rest = { fault: 'drop', function: 'orders-payments', why: 'it loses' };
    expect(refusedIn({ refusals })).toEqual([
      { rule: 'two', times: 2, ...rest },
      { rule: 'one', times: 1, ...rest },
    ]);
  });
});
