import type { Luck } from './luck.ts';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 30_000;

/** Twice as long each time. */
export function backOffMs(tries: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries - 1, 20));
}

/** Pollers on their best day: at once, and never lost. */
export const calm: Luck = {
  deliveryMs: () => 0,
  acknowledgementMs: () => 0,
  losesAcknowledgement: () => false,
  retryMs: backOffMs,
};
