import { SqsError } from '../../calls/errors.ts';
import { findQueue, type Operation } from '../operation.ts';

/** "Only one PurgeQueue operation … is allowed every 60 seconds" (API Reference, "PurgeQueue") */
const PURGE_REST_MS = 60_000;

/** DeleteQueue, with all that is in it. */
export const deleteQueue: Operation = (request, place, { nowMs }) => {
  const { queue, scope } = findQueue(request, place);
  scope.delete(queue, nowMs);
  return {};
};

/** PurgeQueue. */
export const purgeQueue: Operation = (request, place, { nowMs }) => {
  const { queue } = findQueue(request, place);
  if (queue.purgedMs !== undefined && queue.purgedMs + PURGE_REST_MS > nowMs)
    throw new SqsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
    );
  queue.purge(nowMs);
  return {};
};
