import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
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

  it('sequential-consistency is right, whatever becomes of writes: every order was tried', () => {
    const ends = fc.array(fc.constantFrom<'ok' | 'info' | undefined>('ok', 'ok', 'info', undefined), {
      minLength: 7,
      maxLength: 7,
    });
    const drawn = fc.tuple(spanned(anySteps(7)), ends);
    assertEverySide(drawn, { true: 100, false: 100, untold: 100 }, 1500, ([steps, ends], see) => {
      const isAnswered = (_: unknown, n: number) => steps[n]?.f === 'read' || ends[n] === 'ok';
      const history = historyOfSpans(steps).flatMap((event) => {
        const n = Number(String(event.process).slice(1));
        if (event.type === 'invoke' || isAnswered(event, n)) return [event];
        return ends[n] === undefined ? [] : [{ ...event, type: 'info' as const }];
      });
      const answered = steps.filter(isAnswered);
      const nowhere = answered.filter((step) => step.version > 0 && !written(answered, step));
      const untold = [...new Map(nowhere.map((step) => [`${step.key} ${step.version}`, step])).values()];
      // Whoever made it, at whatever time.
      const made = untold.map((step, n): Spanned => {
        return { ...step, f: 'write', session: `untold ${n}`, began: 0, ended: Number.POSITIVE_INFINITY };
      });
      const isLeft = untold.every(({ key }) => {
        const open = steps.filter((step, n) => step.key === key && !isAnswered(step, n));
        return untold.filter((other) => other.key === key).length <= open.length;
      });
      const indexed = history.map((event, index) => ({ ...event, index, time: index }));
      const { valid } = judge(checkerOf('sequential-consistency'), indexed, { allowEmpty: true });
      expect(valid).toBe(isLeft && isSequential([...answered, ...made]));
      see(`${valid as boolean}`);
      if (valid === true && untold.length > 0) see('untold');
    });
  });

  it('sequential-consistency tells of a write that nobody answered, where a session goes back behind it', () => {
    const history = (
      [
        ['w', 'invoke', 'write', undefined],
        ['r', 'invoke', 'read', undefined],
        ['r', 'ok', 'read', 1],
        ['r', 'invoke', 'read', undefined],
        ['r', 'ok', 'read', 0],
      ] as const
    ).map(([process, type, f, value], index): HistoryEvent => {
      return { index, time: index, process, type, f, key: 'x', ...(value !== undefined && { value }) };
    });
    const { counterexample } = judge(checkerOf('sequential-consistency'), history);
    expect(counterexample?.violations).toMatchObject([
      { id: 'session r', what: expect.stringContaining('somebody wrote version 1 of x'), events: [1, 2, 3, 4] },
    ]);
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
