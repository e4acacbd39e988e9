import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../check/catalogue.ts';
import { sagaCheckers } from '../checkers/saga/saga-checkers.ts';
import { sessionCheckers } from '../checkers/sessions/session-checkers.ts';
import { anySteps, historyOf as sessionHistory } from '../checkers/sessions/testing/session-arbitrary.ts';
import { smallHistories } from '../checkers/workloads/testing/small-workloads.ts';
import { historyOf as workloadHistory } from '../checkers/workloads/testing/workload.ts';
import { workloadCheckers } from '../checkers/workloads/workload-checkers.ts';
import type { HistoryEvent } from '../history/event.ts';
import { linearizability } from '../linearizability/linearizability.ts';
import { models } from '../linearizability/models/models.ts';
import { smallObjectHistories } from '../linearizability/testing/small-histories.ts';
import { type Checker, type Incomplete, judge } from '../verdict/checker.ts';
import { assertEverySide } from './every-side.ts';
import { drawOf } from './mutants/draw.ts';
import { families } from './mutants/families.ts';
import { sagaMutants } from './mutants/saga-mutants.ts';
import { historyOf, type SagaRun } from './mutants/saga-run.ts';
import { richSagaRuns } from './mutants/saga-run-arbitrary.ts';

/** Histories, most of them with violations. */
interface Ground {
  readonly name: string;
  readonly checkers: readonly Checker[];
  readonly histories: fc.Arbitrary<HistoryEvent[]>;
}

const ofFamilies = families.map(({ name, checkers, runOf, mutants }): Ground => {
  const drawn = fc.record({
    seed: fc.integer(),
    size: fc.nat(8),
    planted: fc.array(fc.nat(mutants.length - 1), { maxLength: 2 }),
  });
  const histories = drawn.map(({ seed, size, planted }) => {
    const run = runOf(drawOf(seed), size);
    for (const n of planted) tried(() => mutants[n]?.plant(run));
    return historyOf(run);
  });
  return { name, checkers, histories };
});
const ofSagas: Ground = {
  name: 'sagas',
  checkers: sagaCheckers,
  histories: fc
    .tuple(richSagaRuns(), fc.array(fc.nat(sagaMutants.length - 1), { maxLength: 2 }))
    .map(([run, planted]) => {
      const changed: SagaRun = { ...run, events: run.events.map((event) => ({ ...event })) };
      for (const n of planted) tried(() => sagaMutants[n]?.plant(changed));
      return historyOf(changed);
    }),
};
const ofWorkloads = workloadCheckers.map((checker): Ground => {
  return {
    name: `the workload ${checker.name}`,
    checkers: [checker],
    histories: smallHistories(checker.name, 9).map(workloadHistory),
  };
});
const grounds: readonly Ground[] = [
  ...ofFamilies,
  ...ofWorkloads,
  ofSagas,
  { name: 'sessions', checkers: sessionCheckers, histories: anySteps(12).map(sessionHistory) },
];

/** Two violations may need the same event: then one is enough. */
function tried(plant: () => unknown): void {
  try {
    plant();
  } catch (error) {
    expect(String(error)).toMatch(/nothing to break/);
  }
}

/** Operations as a whole: the invocation with its end. */
function operationsOf(history: readonly HistoryEvent[]): HistoryEvent[][] {
  const operations: HistoryEvent[][] = [];
  const open = new Map<string, HistoryEvent[]>();
  for (const event of history) {
    const place = JSON.stringify([event.process, event.f, event.key]);
    const asked = open.get(place);
    open.delete(place);
    if (event.type !== 'invoke' && asked !== undefined) {
      asked.push(event);
      continue;
    }
    const operation = [event];
    operations.push(operation);
    if (event.type === 'invoke') open.set(place, operation);
  }
  return operations;
}

function numbered(operations: readonly HistoryEvent[][]): HistoryEvent[] {
  const events = operations.flat().sort((a, b) => a.index - b.index);
  return events.map((event, index) => ({ ...event, index }));
}

const accuses = (checker: Checker, history: readonly HistoryEvent[], incomplete?: Incomplete) =>
  judge(checker, history, { incomplete, allowEmpty: true });

describe.each(grounds)('a definite checker of $name', ({ checkers, histories }) => {
  const definite = [...checkers].filter(
    (checker) => checker.definite !== false || ['sequential-consistency', 'kafka'].includes(checker.name),
  );
  if (definite.length === 0) return;

  it.each(definite.map((checker) => [checker.name, checker] as const))('%s: what it accuses stands', (_, checker) => {
    const drawn = fc.record({
      history: histories,
      kept: fc.infiniteStream(fc.nat(9)),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(drawn, ({ history, kept, cut }) => {
        const draw = (): number => kept.next().value as number;
        // What is judged whole may itself be odd: it lacks something, too.
        const more = operationsOf(history).filter(() => draw() > 0);
        const whole = numbered(more);
        const pieces: readonly [Incomplete, HistoryEvent[]][] = [
          ['cut', whole.slice(0, Math.ceil(cut * whole.length))],
          ['holes', numbered(more.filter(() => draw() > 1))],
        ];
        const { valid } = accuses(checker, whole);
        for (const [incomplete, piece] of pieces) {
          const found = accuses(checker, piece, incomplete);
          if (found.valid !== false) continue;
          const accused = found.counterexample?.summary;
          expect({ incomplete, accused, acquitted: valid === true }).toEqual({ incomplete, accused, acquitted: false });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it('leaves out no definite checker', () => {
  const tried = new Set(grounds.flatMap(({ checkers }) => checkers.map(({ name }) => name)));
  const definite = [...catalogue.values()].filter(({ checker }) => checker.definite !== false);
  const left = definite.map(({ checker }) => checker.name).filter((name) => !tried.has(name));
  expect(left).toEqual([linearizability.name]);
});

describe('linearizability', () => {
  it.each([...models])('of a cut end of a %s: what it accuses stands', (name, model) => {
    const drawn = fc.tuple(smallObjectHistories(name, 24), fc.double({ min: 0, max: 1, noNaN: true }));
    assertEverySide(drawn, { accused: 50 }, 300, ([whole, cut], see) => {
      const valid = (history: readonly HistoryEvent[], incomplete?: Incomplete) =>
        judge(linearizability, history, { options: { model }, incomplete, allowEmpty: true }).valid;
      if (valid(whole.slice(0, Math.ceil(cut * whole.length)), 'cut') !== false) return;
      expect(valid(whole)).toBe(false);
      see('accused');
    });
  });
});
