import fc from 'fast-check';
import { sagaCheckers } from '../../checkers/saga/saga-checkers.ts';
import { sessionCheckers } from '../../checkers/sessions/session-checkers.ts';
import { anySteps, historyOf as sessionHistory } from '../../checkers/sessions/testing/session-arbitrary.ts';
import {
  disturbedDrafts,
  type Kind,
  historyOf as transactionHistory,
} from '../../checkers/transactions/testing/transaction-arbitrary.ts';
import { isolationCheckers, weakCheckers } from '../../checkers/transactions/transaction-checkers.ts';
import { workloads } from '../../checkers/workloads/testing/live-workloads.ts';
import { liveHistory, planted, historyOf as workloadHistory } from '../../checkers/workloads/testing/workload.ts';
import { workloadMutants } from '../../checkers/workloads/testing/workload-mutants.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { linearizability } from '../../linearizability/linearizability.ts';
import { ObjectRun } from '../../linearizability/testing/object-run.ts';
import { objectKinds } from '../../linearizability/testing/objects.ts';
import type { Checker } from '../../verdict/checker.ts';
import { type Draw, drawOf } from '../mutants/draw.ts';
import { families } from '../mutants/families.ts';
import { sagaMutants } from '../mutants/saga-mutants.ts';
import { historyOf } from '../mutants/saga-run.ts';
import { richSagaRuns } from '../mutants/saga-run-arbitrary.ts';
import { type Ground, overlapping } from './ground.ts';
import { roughened } from './roughened.ts';
import { smallGrounds } from './small-grounds.ts';

const ofFamilies = families.map(
  ({ name, checkers, runOf, mutants }): Ground => ({
    name,
    checkers,
    history(n) {
      const draw = drawOf(n);
      const run = runOf(draw, n % 9);
      plant(mutants, draw, n, run);
      return historyOf(run);
    },
  }),
);

const ofWorkloads = workloads.map(
  (workload): Ground => ({
    name: `workload ${workload.checker.name}`,
    checkers: [workload.checker as Checker<never>],
    history(n) {
      const mutants = workloadMutants.filter(({ caughtBy }) => caughtBy === workload.checker.name);
      const live = liveHistory(workload, drawOf(n), n % 12);
      const mutant = n % 3 === 0 ? undefined : mutants[n % mutants.length];
      return workloadHistory(mutant === undefined ? live : planted(mutant, live));
    },
  }),
);

const sagas: Ground = {
  name: 'sagas',
  checkers: sagaCheckers,
  history(n) {
    const run = drawn(richSagaRuns(), n);
    plant(sagaMutants, drawOf(n), n, run);
    return historyOf(run);
  },
};

const sessions: Ground = {
  name: 'sessions',
  checkers: sessionCheckers,
  history: (n) => overlapping(sessionHistory(drawn(anySteps(14), n)), drawOf(n)),
};

const ofTransactions = (['append', 'w'] as const).flatMap((kind: Kind) =>
  ['serializable', 'strict-serializable', 'strong-session-snapshot-isolation'].map(
    (model): Ground => ({
      name: `transactions ${kind} ${model}`,
      checkers: isolationCheckers.filter(({ name }) => (name === 'list-append') === (kind === 'append')),
      options: { model },
      history: (n) => overlapping(transactionHistory(drawn(disturbedDrafts(kind), n)), drawOf(n)),
    }),
  ),
);

const weak: Ground = {
  name: 'weak transactions',
  checkers: weakCheckers,
  history: (n) => transactionHistory(drawn(disturbedDrafts('w'), n)),
};

const ofObjects = objectKinds.map(
  (kind): Ground => ({
    name: `object ${kind.model.name}`,
    checkers: [linearizability as Checker<never>],
    options: { model: kind.model },
    history(n) {
      const draw = drawOf(n);
      const run = new ObjectRun(kind, draw, {
        operations: 0,
        clients: 1 + (n % 4),
        keys: 2,
        unknownPercent: 8,
        failPercent: 8,
      });
      run.run(4 + (n % 30));
      return swapped(run.events, draw, n % 2);
    },
  }),
);

/** Histories of every kind, most of them with violations. */
export const grounds: readonly Ground[] = [
  ...ofFamilies,
  ...ofWorkloads,
  sagas,
  sessions,
  ...ofTransactions,
  weak,
  ...ofObjects,
  ...[...ofFamilies, sagas].map(hardly),
  ...smallGrounds,
];

/** The same with little amiss beyond what was planted, so that most can be judged, and with times that touch. */
function hardly(ground: Ground): Ground {
  const history = (n: number): HistoryEvent[] => {
    const draw = drawOf(n + 1);
    return roughened(ground.history(n), draw, { oneIn: 60 * draw(1, 9), gridNs: draw(0, 1) * 10 ** draw(6, 9) });
  };
  return { ...ground, name: `hardly amiss: ${ground.name}`, history, small: true };
}

function drawn<Value>(arbitrary: fc.Arbitrary<Value>, seed: number): Value {
  return fc.sample(arbitrary, { seed, numRuns: 1 })[0] as Value;
}

/** Up to two violations; two may need the same event. */
function plant<Run>(mutants: readonly { plant(run: Run): unknown }[], draw: Draw, n: number, run: Run): void {
  for (let left = n % 3; left > 0; left -= 1) {
    try {
      mutants[draw(0, mutants.length - 1)]?.plant(run);
    } catch (error) {
      if (!/nothing to break/.test(String(error))) throw error;
    }
  }
}

/** Values of some answers exchanged. */
function swapped(history: readonly HistoryEvent[], draw: Draw, times: number): HistoryEvent[] {
  const events = history.map((event) => ({ ...event }));
  const answers = events.filter(({ type, value }) => type === 'ok' && value !== undefined);
  for (let n = 0; n < times && answers.length > 1; n += 1) {
    const [one, other] = [answers[draw(0, answers.length - 1)], answers[draw(0, answers.length - 1)]];
    if (one !== undefined && other !== undefined) [one.value, other.value] = [other.value, one.value];
  }
  return events;
}
