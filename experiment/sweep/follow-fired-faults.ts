import { realTime } from '../../kernel/pause.ts';
import type { SweepContext } from './sweep-context.ts';

/** Which rules have fired by now, as the logs tell. */
export interface FiredFaults {
  has(rule: string): boolean;
  /** Waits until the rule has fired, at most so long. @returns whether it has */
  within(rule: string, ms: number, signal: AbortSignal): Promise<boolean>;
  stop(): Promise<void>;
}

const READ_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 250;

/** Reads the logs again and again, for all who wait. A read that fails is repeated: what it missed comes with the next. */
export function followFiredFaults({ readInjections }: Pick<SweepContext, 'readInjections'>): FiredFaults {
  const since = realTime.now();
  const fired = new Set<string>();
  const over = new AbortController();
  const reading = (async () => {
    while (!over.signal.aborted) {
      await realTime.pause(READ_EVERY_MS, over.signal).catch(() => undefined);
      for (const { rule } of await readInjections(since).catch(() => [])) fired.add(rule);
    }
  })();
  return {
    has: (rule) => fired.has(rule),
    async within(rule, ms, signal) {
      const deadline = realTime.now() + ms;
      while (!fired.has(rule) && realTime.now() < deadline) await realTime.pause(LOOK_EVERY_MS, signal);
      return fired.has(rule);
    },
    async stop() {
      over.abort();
      await reading;
    },
  };
}
