import type { LoadProgress } from '../../loadtest/follow-client-log.ts';
import type { RunLines } from '../../run/journal.ts';
import type { Share } from '../file/moment.ts';

/** The clock by which the steps of a method start and end. It stands until the first request of a load is under way. */
export interface MethodClock {
  /** Starts the clock, once, when the progress of a load tells of a first request, and counts what was sent. */
  see(load: string, progress: LoadProgress): void;
  /** Starts the clock now if it still stands: there will be no request. */
  start(): void;
  /** No load goes on: nothing more will be sent than was. */
  finish(): void;
  /** Waits until the clock runs, and tells when it will show `ms` (epoch ms). @throws the signal's reason after an abort */
  timeOf(ms: number): Promise<number>;
  /** Waits until that share of all operations was sent, or no load goes on. @throws the signal's reason after an abort */
  sent(share: Share): Promise<void>;
  /** Whether no load goes on any more. */
  isFinished(): boolean;
}

export interface MethodClockOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly lines: Pick<RunLines, 'journal'>;
  readonly signal: AbortSignal;
  /** Operations of all loads, and how many of them had been sent before the method. */
  readonly operations: number;
  readonly before: number;
}

/** A clock that stands still until it sees the first request of the load, or is started without one. */
export function openMethodClock({ now, lines, signal, operations, before }: MethodClockOptions): MethodClock {
  const started = withoutComplaint<number>();
  const sentBy = new Map<string, number>();
  let waiting: { readonly least: number; readonly reached: PromiseWithResolvers<void> }[] = [];
  let known = false;
  let finished = false;
  const count = () => [...sentBy.values()].reduce((sum, sent) => sum + sent, before);
  const look = () => {
    const isReached = ({ least }: { readonly least: number }) => finished || count() >= least;
    const reached = waiting.filter(isReached);
    waiting = waiting.filter((one) => !isReached(one));
    for (const one of reached) one.reached.resolve();
  };
  signal.addEventListener(
    'abort',
    () => {
      started.reject(signal.reason);
      for (const { reached } of waiting) reached.reject(signal.reason);
    },
    { once: true },
  );
  return {
    see(load, { firstRequestAt, operationsSent }) {
      sentBy.set(load, operationsSent);
      if (!known && firstRequestAt !== undefined) {
        known = true;
        lines.journal('first-request', 'completed', { firstRequestAt });
        started.resolve(firstRequestAt);
      }
      look();
    },
    start: () => started.resolve(now()),
    finish() {
      finished = true;
      look();
    },
    timeOf: async (ms) => (await started.promise) + ms,
    async sent({ percent }) {
      signal.throwIfAborted();
      const one = { least: (operations * percent) / 100, reached: withoutComplaint<void>() };
      waiting.push(one);
      look();
      await one.reached.promise;
    },
    isFinished: () => finished,
  };
}

/** A promise that may be rejected while nobody waits for it. */
function withoutComplaint<Value>(): PromiseWithResolvers<Value> {
  const made = Promise.withResolvers<Value>();
  made.promise.catch(() => undefined);
  return made;
}
