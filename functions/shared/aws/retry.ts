import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient, OutOfTime } from './transient.ts';

/** How much time the invocation has left, in milliseconds. */
export type Remaining = () => number;

const FIRST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 500;
/** What one more attempt and its answer may need. */
const ATTEMPT_MS = 1_000;
/** What it takes to put failed messages off and to answer. */
const FAREWELL_MS = 600;

/**
 * Repeats `work` while it fails for transient reasons and while the invocation has time for another attempt, with
 * exponential back-off and full jitter. The SDK has no retry for a cancelled transaction: a hot stock item needs it.
 *
 * @throws what `work` threw last.
 */
export async function retryTransient<Result>(work: () => Promise<Result>, remaining: Remaining): Promise<Result> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || remaining() - pauseMs < ATTEMPT_MS + FAREWELL_MS) throw error;
      await sleep(Math.random() * pauseMs);
    }
  }
}

/**
 * Waits for `work` no longer than the invocation can, so that one slow message fails alone and its siblings are
 * acknowledged. Work that goes on afterwards is harmless: all its writes are conditional. `reserveMs` is left for what
 * comes after.
 *
 * @throws OutOfTime when time is up first.
 */
export async function withinTime<Result>(
  work: Promise<Result>,
  remaining: Remaining,
  reserveMs = FAREWELL_MS,
): Promise<Result> {
  const timer = new AbortController();
  const timeUp = sleep(Math.max(0, remaining() - reserveMs), undefined, { signal: timer.signal }).then(() => {
    throw new OutOfTime('The invocation has no time left for this work: it counts as failed and may be tried again.');
  });
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    timer.abort();
    timeUp.catch(() => {});
  }
}
