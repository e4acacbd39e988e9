import type { PromisedLimit } from './words.ts';

/**
 * How many calls a limit admits at most in any stretch of time, both ends included: of a token bucket its burst and what comes in
 * meanwhile, of a sliding window the calls of each window that the stretch touches.
 */
export function mostWithin(limit: PromisedLimit, lengthMs: number): number {
  const { calls, windowMs } = limit;
  if (limit.algorithm === 'sliding-window') return calls * (Math.floor(lengthMs / windowMs) + 1);
  return limit.burst + Math.floor((calls * lengthMs) / windowMs);
}
