import { describe, expect, it } from '@jest/globals';
import { sampleRun, sampleStart } from '../testing/sample-run.ts';
import { sagaLives } from './orders.ts';
import { offendersOf, reconcile } from './reconciliation.ts';

describe('reconciliation', () => {
  const run = { dir: '', files: [], origin: sampleStart, ...sampleRun({ orders: 200, seed: 5, verdict: 'fail' }) };
  const lives = sagaLives(run);

  it('accounts for every order that a rule hit', () => {
    const [effect] = reconcile(run, lives);
    expect(effect).toMatchObject({ rule: 'payments-slow', fault: 'delay', injections: run.ledger.length });
    expect([...(effect?.outcomes.values() ?? [])].reduce((sum, value) => sum + value, 0)).toBe(effect?.keys);
    expect(effect?.offenders).toBe(offendersOf(run).size);
  });

  it('keeps keys that are no order, and rules that never fired', () => {
    const ledger = [{ faultline: 'injection' as const, at: 1, rule: 'other', fault: 'delay', key: 'no-order' }];
    const effects = reconcile({ ...run, ledger }, lives);
    expect(effects.map(({ rule, injections }) => [rule, injections])).toEqual([
      ['payments-slow', 0],
      ['other', 1],
    ]);
    expect(effects[1]?.outcomes).toEqual(new Map([['not an order', 1]]));
  });
});
