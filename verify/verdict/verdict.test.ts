import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../history/event.ts';
import { factsOf } from '../readings/facts.ts';
import { type Checker, judge, resultOf } from './checker.ts';
import { counterexampleOf, type Findings, maxOffenders, verdictOf } from './verdict.ts';
import { type FaultFact, type Invariant, verdictSchema } from './verdict-schema.ts';

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
    expect(verdictSchema.parse(given)).toEqual(given);
  });

  it('says why it is no pass', () => {
    const counterexample = counterexampleOf([{ id: 'x', what: 'broke', events: [] }]) as NonNullable<
      Invariant['counterexample']
    >;
    const told = verdictWith({
      invariants: [
        broken,
        { ...broken, counterexample },
        unknown,
        { name: 'd', claim: 'D.', valid: 'unknown', counts: {} },
      ],
      faults: [{ ...fault, fired: 0 }],
      history: { complete: false, events: 1, problems: ['a file is missing'] },
    });
    expect(told.reasons).toEqual([
      'c is broken: C.',
      'c is broken: x: broke',
      'b could not be judged: no time',
      'd could not be judged: no reason given',
      'the fault slow never fired',
      'a file is missing',
    ]);
    expect(verdictWith({ history: { ...complete, complete: false } }).reasons).toEqual(['the history is incomplete']);
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
    expect(example?.violations).toEqual(violations.slice(0, maxOffenders));
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
    const thrown = checker(() => {
      throw 'a text';
    });
    expect(judge(thrown, [])).toMatchObject({ valid: 'unknown', error: 'the checker crashed: a text' });
  });

  it('accuses on an incomplete history only what nothing missing could explain', () => {
    expect(judge(checker(accuse), [], { incomplete: 'holes' })).toMatchObject({ valid: 'unknown' });
    expect(judge(checker(accuse, true), [], { incomplete: 'holes' })).toMatchObject({ valid: false });
    expect(judge(checker(accuse), [])).toMatchObject({ valid: false });
  });

  it('calls unknown what holds nothing that a checker looks for, and names up to eight of its words', () => {
    const looking: Checker = {
      ...checker(() => resultOf([], { reads: 0 })),
      looksFor: { words: ['read', 'all'], counted: ['reads'] },
    };
    const of = (many: number, ...words: string[]) =>
      [...words, ...Array.from({ length: many }, (_, n) => `w${n}`)].map(
        (f, index): HistoryEvent => ({ index, time: 0, process: 0, type: 'ok', f }),
      );
    const error = (history: HistoryEvent[]) => judge(looking, history).error;
    const start = 'nothing to judge: it looks for read, all; the history holds';
    expect(error([])).toBe(`${start} nothing but the nemesis`);
    expect(error(of(0, 'read'))).toBe(`${start} read, and none of it counts`);
    expect(error(of(8))).toBe(`${start} w0, w1, w2, w3, w4, w5, w6, w7`);
    expect(error(of(10))).toBe(`${start} w0, w1, w2, w3, w4, w5, w6, w7 and 2 others`);
    expect(judge(looking, of(1), { allowEmpty: true })).toMatchObject({ valid: true });
  });
});
