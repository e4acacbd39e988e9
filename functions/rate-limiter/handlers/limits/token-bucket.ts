import type { Decision } from './decision.ts';
import type { TokenBucketLimit } from './limit.ts';

/** What is in a bucket: whole parts of tokens, so that nothing is ever rounded. */
export interface TokenBucket {
  /** A token is as many parts as a window has milliseconds; each millisecond `calls` parts come in. */
  readonly parts: number;
  /** When it was looked at, epoch milliseconds. */
  readonly at: number;
}

/**
 * Takes a token out of a bucket that is refilled evenly and is full at first. A clock that is behind the last look is not believed: time
 * does not go back. Pure.
 *
 * Source: RFC 2697, section 3, for one rate and one burst size
 */
export function takeToken(
  { calls, windowMs, burst }: TokenBucketLimit,
  bucket: TokenBucket | undefined,
  now: number,
): Decision<TokenBucket> {
  const full = burst * windowMs;
  const at = Math.max(now, bucket?.at ?? now);
  const parts = bucket === undefined ? full : refilled(bucket, at, calls, full);
  if (parts >= windowMs) {
    const left = parts - windowMs;
    return { admitted: true, state: { parts: left, at }, remaining: Math.floor(left / windowMs) };
  }
  return { admitted: false, retryAfterMs: at - now + Math.ceil((windowMs - parts) / calls) };
}

function refilled({ parts, at: since }: TokenBucket, at: number, calls: number, full: number): number {
  // What a long time brings may be more than a number holds exactly.
  const fullAfter = Math.ceil((full - parts) / calls);
  return at - since >= fullAfter ? full : parts + calls * (at - since);
}
