import { setTimeout as sleep } from 'node:timers/promises';

/** Time, as the runner needs it. */
export interface Time {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Waits, or throws the signal's reason as soon as it aborts. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const realTime: Time = {
  now: Date.now,
  async pause(ms, signal) {
    try {
      await sleep(ms, undefined, signal && { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
