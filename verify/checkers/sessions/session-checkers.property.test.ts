import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import { type Checker, judge } from '../../verdict/checker.ts';
import { sessionCheckers } from './session-checkers.ts';
import {
  anySteps,
  historyOf,
  historyOfSpans,
  oneCopySteps,
  type Spanned,
  type Step,
  spanned,
} from './testing/session-arbitrary.ts';
import { sessionMutants } from './testing/session-mutants.ts';

function checkerOf(name: string): Checker {
  const checker = sessionCheckers.find((each) => each.name === name);
  if (checker === undefined) throw new Error(`no checker ${name}`);
  return checker;
}

/** Each guarantee as it is defined, over all pairs of accesses of a session. */
const broken: Readonly<Record<string, (earlier: Step, later: Step) => boolean>> = {
  'monotonic-reads': (a, b) => a.f === 'read' && b.f === 'read' && b.version < a.version,
  'monotonic-writes': (a, b) => a.f === 'write' && b.f === 'write' && b.version <= a.version,
  'read-your-writes': (a, b) => a.f === 'write' && b.f === 'read' && b.version < a.version,
  'writes-follow-reads': (a, b) => a.f === 'read' && b.f === 'write' && b.version <= a.version,
};

/** What was over before the other began; a session may do several things at once. */
const isBefore = (a: Spanned, b: Spanned): boolean => a.session === b.session && a.ended < b.began;

/** Sequential consistency as it is defined: some order of all accesses, each session's kept, versions rising. */
function isSequential(steps: readonly Spanned[], versions: ReadonlyMap<string, number> = new Map()): boolean {
  if (steps.length === 0) return true;
  return steps.some((step, n) => {
    if (steps.some((other) => isBefore(other, step))) return false;
    const now = versions.get(step.key) ?? 0;
    const others = steps.filter(({ key, f }) => key === step.key && f === 'write');
    if (step.f === 'read' ? step.version !== now : others.some(({ version }) => version < step.version)) return false;
    return isSequential(steps.toSpliced(n, 1), new Map(versions).set(step.key, step.version));
  });
}

describe('session checkers', () => {
  it('accuse nothing of one copy', () => {
    fc.assert(
      fc.property(oneCopySteps(), (steps) => {
        for (const checker of sessionCheckers) {
          const { name, valid, counterexample, error } = judge(checker, historyOf(steps), { allowEmpty: true });
          expect({ name, valid, counterexample, error }).toEqual({ name, valid: true });
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(Object.entries(broken))('%s agrees with its definition over all pairs', (name, breaks) => {
    assertEverySide(spanned(anySteps(10)), { kept: 100, broken: 100 }, 1000, (steps, see) => {
      const pairs = steps.flatMap((b) => steps.map((a) => [a, b] as const));
      const offends = pairs.some(([a, b]) => isBefore(a, b) && a.key === b.key && breaks(a, b));
      const { valid } = judge(checkerOf(name), historyOfSpans(steps), { allowEmpty: true });
      expect(valid).toBe(!offends);
      see(offends ? 'broken' : 'kept');
    });
  });

  it('sequential-consistency is right: every order was tried', () => {
    assertEverySide(spanned(anySteps(6)), { sequential: 100, broken: 100, unwritten: 50 }, 1500, (steps, see) => {
      const { valid } = judge(checkerOf('sequential-consistency'), historyOfSpans(steps), { allowEmpty: true });
      expect(valid).toBe(isSequential(steps));
      see(valid ? 'sequential' : 'broken');
      if (steps.some((step) => step.version > 0 && step.f === 'read' && !written(steps, step))) see('unwritten');
    });
  });

  it('eventual-convergence is right, whatever becomes of writes', () => {
    const ends = fc.array(fc.constantFrom<'ok' | 'info' | 'fail' | undefined>('ok', 'ok', 'info', 'fail', undefined), {
      minLength: 10,
      maxLength: 10,
    });
    const drawn = fc.tuple(spanned(anySteps(10)), ends);
    assertEverySide(drawn, { true: 100, false: 100, unknown: 100 }, 1000, ([steps, ends], see) => {
      const ended = steps.map((step, n) => ({ ...step, end: step.f === 'read' ? 'ok' : ends[n] }));
      const history = historyOfSpans(steps).flatMap((event) => {
        const { end } = ended[Number(String(event.process).slice(1))] as (typeof ended)[number];
        return event.type === 'invoke' ? [event] : end === undefined ? [] : [{ ...event, type: end }];
      });
      const { valid } = judge(checkerOf('eventual-convergence'), history, { allowEmpty: true });
      const expected = converges(ended);
      expect(valid).toBe(expected);
      see(`${expected}`);
    });
  });

  it('have three mutants each, of different names', () => {
    for (const { name } of sessionCheckers) {
      expect([name, sessionMutants.filter(({ caughtBy }) => caughtBy === name).length >= 3]).toEqual([name, true]);
    }
    expect(new Set(sessionMutants.map(({ name }) => name)).size).toBe(sessionMutants.length);
  });

  it.each(sessionMutants)('$caughtBy catches: $name', ({ caughtBy, offender, steps }) => {
    fc.assert(
      fc.property(oneCopySteps(), (before) => {
        const { valid, counterexample } = judge(checkerOf(caughtBy), historyOf([...before, ...steps]));
        expect(valid).toBe(false);
        expect(counterexample?.ids).toContain(offender);
      }),
      { numRuns: 100 },
    );
  });
});

/** By its definition: who reads a key after all that may have changed it finds what every other one does, and was written. */
function converges(steps: readonly (Spanned & { readonly end: string | undefined })[]): boolean | 'unknown' {
  const keys = [...Map.groupBy(steps, ({ key }) => key).values()].map((own) => {
    const writes = own.filter(({ f, end }) => f === 'write' && end !== 'fail');
    const settled = own.filter(
      ({ f, began }) => f === 'read' && writes.every(({ end, ended }) => end !== undefined && ended < began),
    );
    const found = new Set(settled.map(({ version }) => version));
    const isWritten = writes.length === 0 || settled.every(({ version }) => writes.some((w) => w.version === version));
    return { judged: settled.length > 0, agree: found.size <= 1 && isWritten };
  });
  if (keys.some(({ agree }) => !agree)) return false;
  return keys.some(({ judged }) => judged) ? true : 'unknown';
}

function written(steps: readonly Step[], { key, version }: Step): boolean {
  return steps.some((other) => other.f === 'write' && other.key === key && other.version === version);
}
