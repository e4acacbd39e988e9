import type { Decision } from './decision.ts';
import type { Limit } from './limit.ts';
import { admitIntoWindow, type SlidingWindow } from './sliding-window.ts';
import { type TokenBucket, takeToken } from './token-bucket.ts';

/** What a limit remembers of the calls that it admitted, in the words of its algorithm. */
export type Usage =
  | ({ readonly algorithm: 'token-bucket' } & TokenBucket)
  | ({ readonly algorithm: 'sliding-window' } & SlidingWindow);

/**
 * Decides about a call. A limit whose algorithm was changed begins anew. Pure.
 *
 * @param now epoch milliseconds
 */
export function decide(limit: Limit, usage: Usage | undefined, now: number): Decision<Usage> {
  const { algorithm } = limit;
  if (algorithm === 'token-bucket') {
    const decision = takeToken(limit, usage?.algorithm === algorithm ? usage : undefined, now);
    return decision.admitted ? { ...decision, state: { algorithm, ...decision.state } } : decision;
  }
  const decision = admitIntoWindow(limit, usage?.algorithm === algorithm ? usage : undefined, now);
  return decision.admitted ? { ...decision, state: { algorithm, ...decision.state } } : decision;
}
