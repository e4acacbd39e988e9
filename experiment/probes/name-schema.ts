import * as z from 'zod';

/** The name of a step, a probe or an invariant. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'expected lower-case words with dashes, at most 80 characters');
