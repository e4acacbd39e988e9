import * as z from 'zod';

/** On which side of a handler a fault acts. `after`: all effects are there, the answer and the acknowledgement are not. */
export type When = 'before' | 'after';

/** Parameter of faults that can act on either side of a handler. */
export const when = z.enum(['before', 'after']);
