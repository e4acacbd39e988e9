import { type Saga, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * All or nothing, once a saga has ended: committed, every step of its plan took effect and none was compensated;
 * compensated, no effect is left standing: each was compensated, and surely not before it took place. Open sagas are
 * counted, not judged.
 */
export const sagaAtomicity: Checker = {
  name: 'saga-atomicity',
  claim: 'A committed saga has all of its effects, a compensated one has none left.',
  complexity: 'O(n)',
  source: 'Garcia-Molina, Salem: Sagas (1987); aws-semantics: saga atomicity',
  definite: false,
  looksFor: { words: ['begin', 'effect', 'end'], counted: ['committed', 'compensated', 'open'] },
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    const counts = { committed: 0, compensated: 0, open: 0 };
    for (const saga of sagas.values()) {
      const outcome = saga.ends.at(-1)?.value.outcome ?? 'open';
      counts[outcome] += 1;
      const faults = outcome === 'committed' ? committedFaults(saga) : outcome === 'compensated' ? standing(saga) : [];
      for (const [what, events] of faults) violations.push({ id: saga.id, what, events: [...events, ...endOf(saga)] });
    }
    return resultOf(violations, counts);
  },
};

type Found = [what: string, events: readonly number[]];

function* committedFaults(saga: Saga): Generator<Found> {
  const committed = new Set(saga.effects.flatMap(({ step, action }) => (action === 'commit' ? [step] : [])));
  for (const step of new Set(saga.begins.flatMap((begin) => begin.value.plan))) {
    if (!committed.has(step)) yield [`ended as ${labelOf(saga)}, but ${step} never took effect`, []];
  }
  for (const effect of saga.effects) {
    if (effect.action === 'compensate')
      yield [`ended as ${labelOf(saga)}, but ${effect.step} was compensated`, effect.events];
  }
}

function* standing(saga: Saga): Generator<Found> {
  const undone = new Map<string, number>();
  for (const { step, action, end } of saga.effects) {
    if (action === 'compensate') undone.set(step, Math.max(end, undone.get(step) ?? end));
  }
  for (const { step, action, start, events } of saga.effects) {
    if (action !== 'commit' || (undone.get(step) ?? Number.NEGATIVE_INFINITY) >= start) continue;
    yield [`ended as ${labelOf(saga)}, but ${step} still stands`, events];
  }
}

function labelOf(saga: Saga): string {
  return saga.ends.at(-1)?.value.label ?? 'open';
}

function endOf(saga: Saga): number[] {
  return saga.ends.map((end) => end.index);
}
