import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../readings/facts.ts';
import { type Checker, judge, resultOf } from './checker.ts';
import { counterexampleOf, type Findings, maxOffenders, verdictOf } from './verdict.ts';
import type { FaultFact, Invariant } from './verdict-schema.ts';

const held: Invariant = { name: 'a', claim: 'A.', valid: true, counts: { things: 3 } };
const unknown: Invariant = { name: 'b', claim: 'B.', valid: 'unknown', counts: {}, error: 'no time' };
const broken: Invariant = { name: 'c', claim: 'C.', valid: false, counts: {} };
const fault: FaultFact = { rule: 'slow', fault: 'delay', fired: 2, keys: 1 };
const complete = { complete: true, events: 1, problems: [] };
const { facts } = factsOf([], 0);

function verdictWith(findings: Partial<Findings>) {
  return verdictOf({ invariants: [held], faults: [fault], history: complete, facts, ...findings });
}

describe('verdictOf', () => {
  it.each<[string, Partial<Findings>, 'pass' | 'fail' | 'inconclusive', 0 | 1 | 2]>([
    ['all holds', {}, 'pass', 0],
    ['something is broken', { invariants: [held, broken] }, 'fail', 1],
    ['something is broken and something unknown', { invariants: [unknown, broken] }, 'fail', 1],
    ['something is unknown', { invariants: [held, unknown] }, 'inconclusive', 2],
    ['nothing was judged', { invariants: [] }, 'inconclusive', 2],
    ['a fault never fired', { faults: [fault, { ...fault, fired: 0 }] }, 'inconclusive', 2],
    ['the history has a hole', { history: { ...complete, complete: false } }, 'inconclusive', 2],
  ])('%s', (_, findings, verdict, exitCode) => {
    const given = verdictWith(findings);
    expect(given).toMatchObject({ verdict, exitCode });
    expect(given.reasons.length > 0).toBe(verdict !== 'pass');
  });
});

describe('a counterexample', () => {
  it('counts all offenders and keeps a bounded number', () => {
    const violations = Array.from({ length: maxOffenders + 5 }, (_, n) => ({
      id: `s${n}`,
      what: 'broke',
      events: [n],
    }));
    const example = counterexampleOf(violations);
    expect(example?.total).toBe(maxOffenders + 5);
    expect(example?.ids).toHaveLength(maxOffenders);
    expect(example?.summary).toBe(`s0: broke (and ${maxOffenders + 4} more)`);
  });
});

describe('judge', () => {
  const checker = (check: Checker['check'], definite = false): Checker => {
    return { name: 'n', claim: 'N.', complexity: 'O(1)', source: 'none', definite, check };
  };
  const accuse = () => resultOf([{ id: 'x', what: 'broke', events: [] }], {});

  it('calls a crashed checker unknown', () => {
    const crashed = checker(() => {
      throw new Error('boom');
    });
    expect(judge(crashed, [])).toMatchObject({ valid: 'unknown', error: 'the checker crashed: boom' });
  });

  it('accuses on an incomplete history only what nothing missing could explain', () => {
    expect(judge(checker(accuse), [], { incomplete: 'holes' })).toMatchObject({ valid: 'unknown' });
    expect(judge(checker(accuse, true), [], { incomplete: 'holes' })).toMatchObject({ valid: false });
    expect(judge(checker(accuse), [])).toMatchObject({ valid: false });
  });
});
