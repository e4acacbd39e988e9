import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plannedStarts, usersIn } from '../arrivals.ts';
import { lasting, peakOf, planOf } from './plan.ts';
import type { Profile } from './profile.ts';
import { profiles } from './profiles.ts';

const named = (name: string) => profiles.find((profile) => profile.name === name) as Profile;
const users = (name: string) => named(name).stages.map(({ from, to }) => (from === to ? [to] : [from, to]));
const open = profiles.filter(({ turns }) => turns === undefined);

describe('profiles', () => {
  it('have the shapes of their names', () => {
    expect(users('smoke')).toEqual([[10]]);
    expect(users('load')).toEqual([[0, 100], [100]]);
    expect(users('stress')).toEqual([[100], [100, 500], [500]]);
    expect(users('spike')).toEqual([[100], [1_000], [100]]);
    expect(new Set(users('soak').flat())).toEqual(new Set([100]));
    expect(users('breakpoint').flat()).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
    expect(planOf(named('closed-loop'), 1)).toMatchObject({ factor: 1, stages: [{ users: 10, operations: 100 }] });
  });

  it('keep their shape at every scale, and never offer more than their share of what is taken', () => {
    fc.assert(
      fc.property(fc.constantFrom(...open), fc.double({ min: 0.5, max: 500, noNaN: true }), (profile, takes) => {
        const { factor, stages } = planOf(profile, takes);
        expect(factor).toBeLessThanOrEqual(1);
        expect(peakOf(profile) * factor).toBeLessThanOrEqual(takes * profile.share * 1.0001);
        for (const [index, { asked, offered, operations, arrivals }] of stages.entries()) {
          const { from, to, seconds } = profile.stages[index] as Profile['stages'][number];
          expect(offered).toBeCloseTo((asked ?? 0) * factor);
          expect(usersIn(arrivals)).toBe(operations);
          expect(Math.abs(operations - ((from + to) / 20) * factor * seconds)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('that nobody scales are sent as they ask', () => {
    for (const profile of open) expect(planOf(profile, undefined).factor).toBe(1);
  });

  it('last as long as is wished, every stage in proportion', () => {
    const stages = lasting(named('spike'), 11).stages;
    expect(stages.map(({ seconds }) => seconds)).toEqual([3, 2, 6]);
  });
});

describe('planned starts', () => {
  it('begin with the first user, never go back, and end within the phases', () => {
    const phase = fc.record({ duration: fc.integer({ min: 1, max: 20 }), arrivalCount: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1 }), (phases) => {
        const starts = plannedStarts(phases);
        expect(starts).toHaveLength(usersIn(phases));
        expect(starts[0] ?? 0).toBe(0);
        expect(starts.every((start, n) => start >= (starts[n - 1] ?? 0))).toBe(true);
        const lasts = phases.reduce((sum, { duration }) => sum + duration * 1_000, 0);
        expect(starts.at(-1) ?? 0).toBeLessThanOrEqual(lasts);
      }),
    );
  });
});
