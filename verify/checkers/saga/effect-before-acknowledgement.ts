import { sagasOf } from '../../sagas.ts';
import type { Violation } from '../../verdict-schema.ts';
import { type Checker, resultOf } from '../checker.ts';

const acknowledged = { committed: 'commit', compensated: 'compensate' } as const;

/** The saga's record calls a step committed (or compensated) only when the effect has taken place. */
export const effectBeforeAcknowledgement: Checker = {
  name: 'effect-before-acknowledgement',
  claim: 'No step is acknowledged before its effect has taken place.',
  complexity: 'O(n), steps² a saga',
  source: 'aws-semantics: exactly-once effect, outbox',
  definite: false,
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    let acknowledgements = 0;
    for (const saga of sagas.values()) {
      for (const transition of saga.transitions) {
        const { event, step } = transition.value;
        if (event !== 'committed' && event !== 'compensated') continue;
        acknowledgements += 1;
        const action = acknowledged[event];
        const effects = saga.effects.filter((effect) => effect.step === step && effect.action === action);
        const early = effects.every((effect) => effect.start > transition.time);
        if (!early) continue;
        const when = effects.length === 0 ? 'it never took place' : 'it took place only later';
        violations.push({
          id: saga.id,
          what: `${action} of ${step} was acknowledged, but ${when}`,
          events: [transition.index, ...effects.flatMap((effect) => effect.events)],
        });
      }
    }
    return resultOf(violations, { acknowledgements });
  },
};
