import type { Checker } from '../../verdict/checker.ts';
import { boundedAge } from './bounded-age.ts';
import { boundedReceives } from './bounded-receives.ts';
import { deadLettersExplained } from './dead-letters-explained.ts';
import { fifoOrder } from './fifo-order.ts';
import { messagesAccountedFor } from './messages-accounted-for.ts';
import { oneEffectPerMessage } from './one-effect-per-message.ts';
import { oneHolder } from './one-holder.ts';
import { poisonIsolation } from './poison-isolation.ts';

/** Everything that a history of messages is judged by. */
export const messageCheckers: readonly Checker[] = [
  messagesAccountedFor,
  oneEffectPerMessage,
  boundedReceives,
  deadLettersExplained,
  fifoOrder,
  oneHolder,
  boundedAge,
  poisonIsolation,
];
