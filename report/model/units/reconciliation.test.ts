import { describe, expect, it } from '@jest/globals';
import { sampleRun } from '../../testing/sample-run.ts';
import { rateLimiter } from '../../testing/sample-systems.ts';
import { digestOf } from '../digest.ts';
import { reconcile, untouchedIn } from './reconciliation.ts';

const sum = (counts: ReadonlyMap<string, number> | undefined) =>
  [...(counts?.values() ?? [])].reduce((total, value) => total + value, 0);

describe('reconciliation', () => {
  const run = sampleRun({ count: 200, seed: 5, verdict: 'fail' });
  const digest = digestOf(run);

  it('accounts for every unit that a rule hit', () => {
    const [effect] = reconcile(digest);
    expect(effect).toMatchObject({ rule: 'payments-slow', fault: 'delay', injections: run.ledger.length });
    expect(sum(effect?.outcomes)).toBe(effect?.keys);
    expect(sum(untouchedIn(digest))).toBe(200 - (effect?.keys ?? 0));
    expect(effect?.offenders).toBe(digest.offenders.size);
  });

  it('knows a unit by the key of its request too', () => {
    const keyOf = new Map([...digest.units.ofKey].filter(([key, id]) => key !== id).map(([key, id]) => [id, key]));
    const ledger = run.ledger.map((injection) => ({ ...injection, key: keyOf.get(injection.key ?? '') }));
    const byRequest = digestOf({ ...run, ledger });
    expect(reconcile(byRequest)).toEqual(reconcile(digest));
    expect(untouchedIn(byRequest)).toEqual(untouchedIn(digest));
    expect(byRequest.headline).toEqual(digest.headline);
  });

  it('goes by the keys of requests where there are no sagas', () => {
    const decided = digestOf(sampleRun({ count: 200, seed: 7, verdict: 'fail', system: rateLimiter }));
    const [effect] = reconcile(decided);
    expect(effect?.outcomes).toEqual(new Map([['accepted', effect?.keys]]));
    expect([...(effect?.fates.keys() ?? [])]).toEqual(['violated', 'repeated by the client', 'absorbed']);
    expect(effect?.fates.get('violated')).toBe(decided.offenders.size);
    expect(effect?.offenders).toBe(decided.offenders.size);
    expect(sum(untouchedIn(decided))).toBe(200 - (effect?.keys ?? 0));
  });

  it('keeps keys that are no unit, and rules that never fired', () => {
    const ledger = [{ faultline: 'injection' as const, at: 1, rule: 'other', fault: 'delay', key: 'nobody' }];
    const effects = reconcile(digestOf({ ...run, ledger }));
    expect(effects.map(({ rule, injections }) => [rule, injections])).toEqual([
      ['payments-slow', 0],
      ['other', 1],
    ]);
    expect(effects[1]).toMatchObject({ outcomes: new Map([['of no order', 1]]), fates: new Map([['of no order', 1]]) });
  });
});
