import type { Checker } from '../../verdict/checker.ts';
import { compensationOrder } from './compensation-order.ts';
import { effectBeforeAcknowledgement } from './effect-before-acknowledgement.ts';
import { exactlyOnceEffects } from './exactly-once-effects.ts';
import { liveness } from './liveness.ts';
import { messageConservation } from './message-conservation.ts';
import { moneyConservation } from './money-conservation.ts';
import { noResurrection } from './no-resurrection.ts';
import { oneAnswerPerKey } from './one-answer-per-key.ts';
import { oneOutcome } from './one-outcome.ts';
import { oneSagaPerRequest } from './one-saga-per-request.ts';
import { resourceConservation } from './resource-conservation.ts';
import { sagaAtomicity } from './saga-atomicity.ts';

/** Everything that a history of sagas is judged by, in the order in which a verdict shows it. */
export const sagaCheckers: readonly Checker[] = [
  oneSagaPerRequest,
  oneAnswerPerKey,
  oneOutcome,
  sagaAtomicity,
  exactlyOnceEffects,
  effectBeforeAcknowledgement,
  moneyConservation,
  resourceConservation,
  compensationOrder,
  noResurrection,
  messageConservation,
  liveness,
];
