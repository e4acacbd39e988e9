import type { Time } from '../pause.ts';

/** Time that passes only when nothing else can happen. Starts at 1,000,000 ms. */
export interface VirtualTime extends Time {
  /** Lets time pass until the work is done, or nobody waits for anything any more. */
  run<Result>(work: Promise<Result>): Promise<Result>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function virtualTime(): VirtualTime {
  let now = 1_000_000;
  let sleepers: Sleeper[] = [];
  return {
    now: () => now,
    pause(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      });
    },
    async run(work) {
      let done = false;
      void work.then(
        () => (done = true),
        () => (done = true),
      );
      for (;;) {
        // All that can go on without time goes on: promises settle long before this.
        await new Promise((resolve) => setImmediate(resolve));
        if (done) return work;
        const next = sleepers.reduce<Sleeper | undefined>(
          (a, b) => (a === undefined || b.at < a.at ? b : a),
          undefined,
        );
        if (next === undefined) throw new Error('Everybody waits for something that never comes.');
        sleepers = sleepers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}
