import type { LoadProgress } from '../../loadtest/follow-client-log.ts';
import type { RunLines } from '../../run/journal.ts';

/** The clock by which the faults of a method start. It stands until the first request of a load is under way. */
export interface MethodClock {
  /** Starts the clock, once, when the progress tells of a first request. */
  see(progress: LoadProgress): void;
  /** Starts the clock now if it still stands: there will be no request. */
  start(): void;
  /** Waits until the clock runs, and tells when it will show `ms` (epoch ms). @throws the signal's reason after an abort */
  timeOf(ms: number): Promise<number>;
}

/** A clock that stands still until it sees the first request of the load, or is started without one. */
export function openMethodClock(now: () => number, lines: Pick<RunLines, 'journal'>, signal: AbortSignal): MethodClock {
  const started = Promise.withResolvers<number>();
  started.promise.catch(() => undefined);
  signal.addEventListener('abort', () => started.reject(signal.reason), { once: true });
  let known = false;
  return {
    see({ firstRequestAt }) {
      if (known || firstRequestAt === undefined) return;
      known = true;
      lines.journal('first-request', 'completed', { firstRequestAt });
      started.resolve(firstRequestAt);
    },
    start: () => started.resolve(now()),
    timeOf: async (ms) => (await started.promise) + ms,
  };
}
