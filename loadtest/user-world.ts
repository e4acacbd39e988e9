import { appendFileSync } from 'node:fs';
import type { ClientAttempt } from '../run/run-files.ts';
import type { World } from '../system/workload.ts';
import type { RetryQuota } from './retry-quota.ts';

/** What the world of a load's users is made of. */
export interface WorldOptions extends Pick<World, 'target' | 'cloud' | 'seed'> {
  /** Gets a line an attempt. */
  readonly clientLog: string;
  /** Of all users of the run. */
  readonly quota: RetryQuota;
  /** Sees each attempt once it is written down. */
  readonly seen?: (attempt: ClientAttempt) => void;
}

/** The world as a user of a load finds it: real time, a real network, and a line for all that it does. */
export function userWorld({ clientLog, quota, seen, ...world }: WorldOptions): World {
  return {
    ...world,
    fetch,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    record(attempt) {
      // One write call a line: lines of several workers never mix, and none is lost when Artillery is stopped.
      appendFileSync(clientLog, `${JSON.stringify(attempt)}\n`);
      quota.see(attempt);
      seen?.(attempt);
    },
    mayRetry: quota.pay,
  };
}
