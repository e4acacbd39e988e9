import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait for something, and how often to look. Milliseconds. */
export interface Waiting {
  readonly deadlineMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks again and again until the answer is not `undefined`.
 *
 * @returns that answer, or `undefined` when the deadline passed
 * @throws the signal's reason when it aborts, and whatever `ask` throws
 */
export async function waitUntil<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  { deadlineMs, everyMs = 50, signal }: Waiting,
): Promise<T | undefined> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() >= end) return undefined;
    await sleep(everyMs);
  }
}
