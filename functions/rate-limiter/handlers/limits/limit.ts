import * as z from 'zod';

const windowMs = z.int().min(1).max(86_400_000);
const calls = z.int().min(1).max(10_000);

/** `calls` a `windowMs` in the long run, and at most `burst` of them at once. */
const tokenBucketLimitSchema = z.object({
  algorithm: z.literal('token-bucket'),
  calls,
  windowMs,
  burst: z.int().min(1).max(10_000),
});

/** At most `calls` in any `windowMs`, wherever it begins. */
const slidingWindowLimitSchema = z.object({ algorithm: z.literal('sliding-window'), calls, windowMs });

/** What a tenant may ask of an API. Both kinds keep one promise: in no window are more admitted than `calls` and `burst`. */
export const limitSchema = z.discriminatedUnion('algorithm', [tokenBucketLimitSchema, slidingWindowLimitSchema]);

export type TokenBucketLimit = z.infer<typeof tokenBucketLimitSchema>;
export type SlidingWindowLimit = z.infer<typeof slidingWindowLimitSchema>;
export type Limit = z.infer<typeof limitSchema>;
