import * as z from 'zod';

/** On which side of a handler a fault acts. `after`: all effects are there, the answer and the acknowledgement are not. */
export type When = 'before' | 'after';

/** Parameter of faults that can act on either side of a handler. */
export const when = z.enum(['before', 'after']);

/**
 * Parameter of faults that cost a message one of its deliveries: the first so many deliveries may be hit. One, so that the
 * redelivery succeeds; the `maxReceiveCount` of the queue or more, and what is hit each time is dead-lettered.
 */
export const deliveries = z.number().int().min(1).max(1_000).default(1);
