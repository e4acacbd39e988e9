import type { Checker } from '../../verdict/checker.ts';
import { fencing } from './fencing.ts';
import { oneOwnerPerRecord } from './one-owner-per-record.ts';
import { outbox } from './outbox.ts';
import { reservations } from './reservations.ts';
import { retryAmplification } from './retry-amplification.ts';

/** Everything that a history of locks, reservations, records and calls is judged by. */
export const coordinationCheckers: readonly Checker[] = [
  fencing,
  reservations,
  oneOwnerPerRecord,
  retryAmplification,
  outbox,
];
