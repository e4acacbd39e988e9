import { describe, expect, it } from '@jest/globals';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { sagaCheckers } from './saga-checkers.ts';
import { compensationOrderOracle } from './testing/oracles/compensation-order.ts';
import { effectBeforeAcknowledgementOracle } from './testing/oracles/effect-before-acknowledgement.ts';
import { exactlyOnceEffectsOracle } from './testing/oracles/exactly-once-effects.ts';
import { livenessOracle } from './testing/oracles/liveness.ts';
import { messageConservationOracle } from './testing/oracles/message-conservation.ts';
import { moneyConservationOracle } from './testing/oracles/money-conservation.ts';
import { noResurrectionOracle } from './testing/oracles/no-resurrection.ts';
import { oneAnswerPerKeyOracle } from './testing/oracles/one-answer-per-key.ts';
import { oneOutcomeOracle } from './testing/oracles/one-outcome.ts';
import { oneSagaPerRequestOracle } from './testing/oracles/one-saga-per-request.ts';
import { resourceConservationOracle } from './testing/oracles/resource-conservation.ts';
import { sagaAtomicityOracle } from './testing/oracles/saga-atomicity.ts';
import { smallHistories } from './testing/small-saga-arbitrary.ts';
import { eventsOf, type Oracle } from './testing/small-saga-history.ts';

const oracles: Readonly<Record<string, Oracle>> = {
  'one-saga-per-request': oneSagaPerRequestOracle,
  'one-answer-per-key': oneAnswerPerKeyOracle,
  'one-outcome': oneOutcomeOracle,
  'saga-atomicity': sagaAtomicityOracle,
  'exactly-once-effects': exactlyOnceEffectsOracle,
  'effect-before-acknowledgement': effectBeforeAcknowledgementOracle,
  'money-conservation': moneyConservationOracle,
  'resource-conservation': resourceConservationOracle,
  'compensation-order': compensationOrderOracle,
  'no-resurrection': noResurrectionOracle,
  'message-conservation': messageConservationOracle,
  liveness: livenessOracle,
};

describe('checkers of sagas, beside their definitions tried out on small histories', () => {
  it.each(sagaCheckers.map((checker) => [checker.name, checker] as const))('%s', (name, checker) => {
    const oracle = oracles[name];
    if (oracle === undefined) throw new Error(`no oracle for ${name}`);
    assertEverySide(smallHistories, { guilty: 100, innocent: 300, unknown: 20 }, 4000, (history, see) => {
      const judgeable = history.every(({ f, outcome }) => outcome !== 'info' || (f !== 'effect' && f !== 'money'));
      const guilty = judgeable ? oracle(history) : 'unknown';
      const expected = guilty === 'unknown' ? guilty : guilty.length === 0;
      const { valid, counterexample } = judge(checker, eventsOf(history), { allowEmpty: true });
      const ids = new Set(counterexample?.ids ?? []);
      expect({ valid, ids }).toEqual({ valid: expected, ids: new Set(guilty === 'unknown' ? [] : guilty) });
      see(expected === 'unknown' ? 'unknown' : expected ? 'innocent' : 'guilty');
    });
  });
});
