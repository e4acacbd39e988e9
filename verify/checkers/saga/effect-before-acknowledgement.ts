import { type Effect, type Saga, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

const acknowledged = { committed: 'commit', compensated: 'compensate' } as const;

/** The saga's record calls a step committed (or compensated) only when the effect has taken place. */
export const effectBeforeAcknowledgement: Checker = {
  name: 'effect-before-acknowledgement',
  claim: 'No step is acknowledged before its effect has taken place.',
  complexity: 'O(n)',
  source: 'aws-semantics: exactly-once effect, outbox',
  definite: false,
  looksFor: { words: ['begin', 'transition', 'effect'], counted: ['sagas'] },
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    let acknowledgements = 0;
    for (const saga of sagas.values()) {
      const earliest = earliestEffects(saga);
      for (const transition of saga.transitions) {
        const { event, step } = transition.value;
        if (event !== 'committed' && event !== 'compensated') continue;
        acknowledgements += 1;
        const action = acknowledged[event];
        const effect = earliest.get(`${action} ${step}`);
        if (effect !== undefined && effect.start <= transition.time) continue;
        const when = effect === undefined ? 'it never took place' : 'it took place only later';
        violations.push({
          id: saga.id,
          what: `${action} of ${step} was acknowledged, but ${when}`,
          events: [transition.index, ...(effect?.events ?? [])],
        });
      }
    }
    return resultOf(violations, { sagas: sagas.size, acknowledgements });
  },
};

/** Of everything that was done to a step, as `action step`, what may have taken place first. */
function earliestEffects({ effects }: Saga): Map<string, Effect> {
  const earliest = new Map<string, Effect>();
  for (const effect of effects) {
    const what = `${effect.action} ${effect.step}`;
    const first = earliest.get(what);
    if (first === undefined || effect.start < first.start) earliest.set(what, effect);
  }
  return earliest;
}
