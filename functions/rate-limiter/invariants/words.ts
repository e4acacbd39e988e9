/**
 * The words of a rate limiter. Times in values are milliseconds. A bucket is a tenant's share of an API.
 *
 * | f       | types               | key    | means |
 * | limit   | ok                  | bucket | what its tenant was promised |
 * | request | invoke ok fail info | call   | somebody asks to make a call; `ok`: it may be made. Refused for now: `fail` with status 429 |
 * | metered | ok                  | call   | the call was found on the meter |
 */
import * as z from 'zod';

const count = z.int().positive();

export const words = {
  limit: z.discriminatedUnion('algorithm', [
    z.object({ algorithm: z.literal('token-bucket'), calls: count, windowMs: count, burst: count }),
    z.object({ algorithm: z.literal('sliding-window'), calls: count, windowMs: count }),
  ]),
  request: z.object({ bucket: z.string() }),
  metered: z.object({ bucket: z.string() }),
} as const;

export type PromisedLimit = z.infer<typeof words.limit>;
