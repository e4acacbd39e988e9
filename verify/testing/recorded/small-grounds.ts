import fc from 'fast-check';
import { coordinationCheckers } from '../../checkers/coordination/coordination-checkers.ts';
import { smallCoordination, stock } from '../../checkers/coordination/testing/small-coordination.ts';
import { eventsOf as coordinationHistory } from '../../checkers/coordination/testing/true-times.ts';
import { messageCheckers } from '../../checkers/messages/message-checkers.ts';
import { smallHistories as smallMessages } from '../../checkers/messages/testing/small-histories.ts';
import { sagaCheckers } from '../../checkers/saga/saga-checkers.ts';
import { smallHistories as smallSagas } from '../../checkers/saga/testing/small-saga-arbitrary.ts';
import { eventsOf as sagaHistory } from '../../checkers/saga/testing/small-saga-history.ts';
import { sessionCheckers } from '../../checkers/sessions/session-checkers.ts';
import { anySteps, historyOfSpans, spanned } from '../../checkers/sessions/testing/session-arbitrary.ts';
import {
  disturbedDrafts,
  type Kind,
  historyOf as transactionHistory,
} from '../../checkers/transactions/testing/transaction-arbitrary.ts';
import { isolationCheckers, weakCheckers } from '../../checkers/transactions/transaction-checkers.ts';
import { smallHistories as smallWorkload } from '../../checkers/workloads/testing/small-workloads.ts';
import { historyOf as workloadHistory } from '../../checkers/workloads/testing/workload.ts';
import { workloadCheckers } from '../../checkers/workloads/workload-checkers.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { partitionsOf } from '../../linearizability/calls/partitions-of.ts';
import { linearizability } from '../../linearizability/linearizability.ts';
import { type AnyModel, models } from '../../linearizability/models/models.ts';
import { Search } from '../../linearizability/search/search.ts';
import { smallObjectHistories } from '../../linearizability/testing/small-histories.ts';
import type { Checker } from '../../verdict/checker.ts';
import { drawOf } from '../mutants/draw.ts';
import { type Ground, overlapping } from './ground.ts';
import { roughened } from './roughened.ts';

/** Histories that are drawn from an arbitrary, the same for a number each time; of four, one is garbled. */
function small(
  name: string,
  checkers: readonly Checker<never>[],
  drawn: fc.Arbitrary<HistoryEvent[]>,
  options?: object,
): Ground {
  const history = (n: number): HistoryEvent[] => {
    const plain = fc.sample(drawn, { seed: n, numRuns: 1 })[0] as HistoryEvent[];
    return n % 4 === 3 ? roughened(plain, drawOf(n), { oneIn: 40, isGarbled: true }) : plain;
  };
  return { name: `small ${name}`, checkers, history, small: true, ...(options && { options }) };
}

const coordination = Object.entries(smallCoordination).map(([name, drawn]) =>
  small(
    name,
    coordinationCheckers.filter((checker) => checker.name === name),
    (drawn as fc.Arbitrary<Parameters<typeof coordinationHistory>[1]>).map((operations) =>
      [stock, ...coordinationHistory('it', operations)].map((event, index) => ({ ...event, index })),
    ),
  ),
);

const weaker = {
  append: [
    'snapshot-isolation',
    'read-atomic',
    'strong-session-serializable',
    'consistent-view',
    'parallel-snapshot-isolation',
  ],
  w: ['snapshot-isolation', 'read-atomic', 'cursor-stability', 'strong-session-serializable', 'update-atomic'],
};

const transactions = (['append', 'w'] as const).flatMap((kind: Kind) =>
  ['serializable', 'strict-serializable', ...weaker[kind]].map((model) =>
    small(
      `transactions ${kind} ${model}`,
      isolationCheckers.filter(({ name }) => (name === 'list-append') === (kind === 'append')),
      fc
        .tuple(disturbedDrafts(kind, { transactions: 7, keys: 2 }), fc.nat())
        .map(([drafts, seed]) => overlapping(transactionHistory(drafts), drawOf(seed))),
      { model },
    ),
  ),
);

/** The search without what is told in advance: how far it came, and by how many configurations. */
function searchOf(model: AnyModel): Checker {
  return {
    ...{ name: `search`, claim: '', complexity: '', source: '', definite: true },
    check(history) {
      const found = partitionsOf(history, model).map((each) => new Search(model).run(each, budget));
      const counts = found.map(({ passed, configurations }, n) => [`${n}`, passed * 1e6 + configurations] as const);
      return { valid: found.every(({ valid }) => valid === true), counts: Object.fromEntries(counts) };
    },
  };
}

const budget = { outOfTime: () => false, bytes: Number.POSITIVE_INFINITY };

/**
 * Histories of few operations, most of them wrong in some way, with every kind of outcome, at times that touch and overlap: what the
 * oracles are compared on.
 */
export const smallGrounds: readonly Ground[] = [
  small('messages', messageCheckers, smallMessages),
  small('sagas', sagaCheckers, smallSagas.map(sagaHistory)),
  ...coordination,
  small('sessions', sessionCheckers, spanned(anySteps(9)).map(historyOfSpans)),
  ...transactions,
  small('weak transactions', weakCheckers, disturbedDrafts('w', { transactions: 7, keys: 2 }).map(transactionHistory)),
  ...workloadCheckers.map((checker) =>
    small(`workload ${checker.name}`, [checker as Checker<never>], smallWorkload(checker.name, 7).map(workloadHistory)),
  ),
  ...[...models].map(([name, model]) =>
    small(`object ${name}`, [linearizability as Checker<never>], smallObjectHistories(name, 16), { model }),
  ),
  ...[...models].map(([name, model]) =>
    small(`search ${name}`, [searchOf(model) as Checker<never>], smallObjectHistories(name, 40)),
  ),
];
