import type { Decision } from './decision.ts';
import type { SlidingWindowLimit } from './limit.ts';

/** The calls of the last window. */
export interface SlidingWindow {
  /** When each was admitted, epoch milliseconds, in order. */
  readonly admitted: readonly number[];
}

/**
 * Admits a call if fewer than `calls` were admitted in the window that ends now. All of them are kept: a count for each half of
 * the window would take less room, and let nearly twice as many pass across a boundary. A clock that is behind is not believed. Pure.
 */
export function admitIntoWindow(
  { calls, windowMs }: SlidingWindowLimit,
  window: SlidingWindow | undefined,
  now: number,
): Decision<SlidingWindow> {
  const at = Math.max(now, window?.admitted.at(-1) ?? now);
  const within = (window?.admitted ?? []).filter((time) => time > at - windowMs);
  const inTheWay = within.at(-calls);
  if (inTheWay === undefined) {
    return { admitted: true, state: { admitted: [...within, at] }, remaining: calls - within.length - 1 };
  }
  return { admitted: false, retryAfterMs: inTheWay + windowMs - now };
}
