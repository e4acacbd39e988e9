import { groupBy } from '../../readings/operations.ts';
import { type Effect, type Saga, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * Each step is compensated once, after it was committed and after the saga knew that it had failed; steps are
 * compensated in the reverse of the order of the plan. Accused is what no choice of true times explains: an effect lies
 * somewhere between its start and its end. A log without a failure does not say when it was known, and a step that is
 * not in the plan has no place in its order.
 */
export const compensationOrder: Checker = {
  name: 'compensation-order',
  claim: 'Compensations run once, after the failure and after what they compensate, last step first.',
  complexity: 'O(n)',
  source: 'Garcia-Molina, Salem: Sagas (1987); aws-semantics: compensation order',
  definite: false,
  looksFor: { words: ['begin', 'effect', 'transition'], counted: ['sagas'] },
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    let compensations = 0;
    for (const saga of sagas.values()) {
      const undone = saga.effects.filter((effect) => effect.action === 'compensate');
      compensations += undone.length;
      for (const [what, events] of disorder(saga, undone)) violations.push({ id: saga.id, what, events });
    }
    return resultOf(violations, { sagas: sagas.size, compensations });
  },
};

function* disorder(saga: Saga, undone: readonly Effect[]): Generator<[what: string, events: readonly number[]]> {
  const plan = saga.begins[0]?.value.plan ?? [];
  const refusal = saga.transitions.find((transition) => transition.value.event === 'refused');
  const commits = firstCommits(saga);
  const seen = new Set<string>();
  for (const effect of undone) {
    const { step } = effect;
    if (seen.has(step)) yield [`${step} was compensated more than once`, effect.events];
    seen.add(step);
    const commit = commits.get(step);
    if (commit === undefined) yield [`${step} was compensated, but it never took effect`, effect.events];
    else if (effect.end < commit.start) {
      yield [`${step} was compensated before it took effect`, [...effect.events, ...commit.events]];
    }
    if (refusal !== undefined && effect.end < refusal.time) {
      yield [`${step} was compensated before the saga knew of a failure`, [...effect.events, refusal.index]];
    }
  }
  yield* overtaken(plan, undone, commits);
}

/** Compensations that surely ran before one of a later step, each beside the one of these that ran last. */
function* overtaken(
  plan: readonly string[],
  undone: readonly Effect[],
  commits: ReadonlyMap<string, Effect>,
): Generator<[what: string, events: readonly number[]]> {
  const bySteps = groupBy(undone, ({ step }) => step);
  let last: { readonly effect: Effect; readonly earliest: number } | undefined;
  for (const step of [...new Set(plan)].reverse()) {
    const here = bySteps.get(step) ?? [];
    for (const { end, events } of here) {
      if (last === undefined || end >= last.earliest) continue;
      yield [
        `${step} was compensated before ${last.effect.step}, expected after it`,
        [...events, ...last.effect.events],
      ];
    }
    for (const effect of here) {
      const earliest = Math.max(effect.start, commits.get(step)?.start ?? 0);
      if (last === undefined || earliest > last.earliest) last = { effect, earliest };
    }
  }
}

/** Of each step the commit that may have been the earliest: a compensation cannot have taken place before it. */
function firstCommits(saga: Saga): Map<string, Effect> {
  const commits = new Map<string, Effect>();
  for (const effect of saga.effects) {
    const first = commits.get(effect.step);
    if (effect.action === 'commit' && (first === undefined || effect.start < first.start)) {
      commits.set(effect.step, effect);
    }
  }
  return commits;
}
