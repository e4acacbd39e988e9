/** The tables of the rate limiter, as far as the judge looks at them. */
import * as z from 'zod';

/** What it promises its tenant is read by the judge from the words of the history. */
export const limitItemSchema = z.looseObject({ tenant: z.string(), api: z.string(), algorithm: z.string() });

export const meterItemSchema = z.looseObject({ callId: z.string(), bucket: z.string(), at: z.int().nonnegative() });
