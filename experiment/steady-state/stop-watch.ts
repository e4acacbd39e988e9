import { Aborted } from '../../kernel/aborted.ts';
import type { Time } from '../../kernel/pause.ts';

/** A limit that must hold as long as an experiment hurts the system. */
export interface StopCondition {
  readonly name: string;
  /** Looks once. @returns what is wrong, in words, or undefined while the limit holds */
  readonly breach: () => Promise<string | undefined>;
}

export interface StopWatchOptions {
  readonly conditions: readonly StopCondition[];
  readonly time: Time;
  readonly everyMs: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/**
 * Looks at all stop conditions every so often until one is breached.
 * @returns the reason to abort, or undefined when the signal ended the watch
 */
export async function watchStopConditions(options: StopWatchOptions): Promise<Aborted | undefined> {
  const { conditions, time, everyMs, signal } = options;
  while (!signal.aborted) {
    const lookedAt = time.now();
    const breaches = await Promise.all(conditions.map(look));
    if (signal.aborted) break;
    const breached = breaches.find((breach) => breach !== undefined);
    if (breached !== undefined) return new Aborted(`stop condition ${breached}`);
    const rest = Math.max(0, everyMs - (time.now() - lookedAt));
    await time.pause(rest, signal).catch(() => undefined);
  }
  return undefined;
}

/** A limit that cannot be read any more is no longer known to hold. */
async function look({ name, breach }: StopCondition): Promise<string | undefined> {
  try {
    const what = await breach();
    return what && `${name}: ${what}`;
  } catch (error) {
    return `${name} could not be checked: ${error instanceof Error ? error.message : String(error)}`;
  }
}
