import type { SimulatedFunction } from '../lambda/function.ts';
import type { Timeline } from '../time/timeline.ts';

/** After how long Lambda tries again what failed (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html). */
const AGAIN_AFTER_MS = [60_000, 120_000];
/** What found no free environment stays in Lambda's own queue, for hours. */
const THROTTLED_AGAIN_MS = 1_000;

/** How often Lambda tries an asynchronous invocation again unless it is told otherwise. */
export const MOST_RETRIES = AGAIN_AFTER_MS.length;

/** Invokes a function asynchronously: nobody waits for its answer, and what fails is tried again. */
export function invokeLater(
  timeline: Timeline,
  invoked: SimulatedFunction,
  payload: string,
  retries = MOST_RETRIES,
): void {
  invoked.invoke(payload, (outcome) => {
    if (outcome.kind === 'throttled')
      timeline.after(THROTTLED_AGAIN_MS, () => invokeLater(timeline, invoked, payload, retries));
    else if (outcome.kind === 'failed' && retries > 0)
      timeline.after(AGAIN_AFTER_MS.at(-retries) ?? 0, () => invokeLater(timeline, invoked, payload, retries - 1));
  });
}
