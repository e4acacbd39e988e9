import type { FaultTimes } from '../carriers/carrier.ts';
import type { Fault } from '../file/actions.ts';
import type { Until } from '../file/moment.ts';
import { journaled, type StepTools } from './step-tools.ts';

/** A fault that is in place, and what else its window depends on. */
export interface OpenWindow {
  readonly id: string;
  readonly fault: Pick<Fault, 'fault' | 'until' | 'duration'>;
  readonly times: FaultTimes;
  /** Faults that would hit the same thing and begin later: an extension must be over by then. */
  readonly followers: readonly Pick<Fault, 'start'>[];
  /** Aborts when a step of the method withdraws the fault. */
  readonly withdrawn: AbortSignal;
}

const LOOK_EVERY_MS = 1_000;
/** An extension must be in place before the fault expires: a request to a busy machine takes its time. */
const AHEAD_MS = 3_000;
/** How much longer a fault lasts at least that has not fired in its own time. */
const LEAST_EXTENSION_MS = 15_000;

/**
 * Waits until the window of a fault is over: when it is withdrawn, or what it waits for has come, at the latest when its duration is over. One
 * that has not fired by then has met nobody, and teaches nothing: it goes on until it has fired, but not longer than its
 * duration where that is a deadline, else than as long again; nor when no load goes on and nothing moves any more.
 * @returns when the fault expires, if nobody ends it: its expiry may have been put off. Epoch milliseconds
 */
export async function endOfWindow(window: OpenWindow, tools: StepTools): Promise<number> {
  const { id, fault, times, followers, withdrawn } = window;
  const { clock, fired, signal, time } = tools;
  const over = new AbortController();
  const waits = AbortSignal.any([signal, withdrawn, over.signal]);
  const until = (at: number) => time.pause(Math.max(0, at - time.now()), waits);
  const lookUntil = async (at: number, ended: () => Promise<boolean>) => {
    while (time.now() < at && !(await ended())) await time.pause(Math.min(LOOK_EVERY_MS, at - time.now()), waits);
  };
  const hasFired = async (times = 1) => (await fired(id)) >= times || (clock.isFinished() && (await tools.isQuiet()));
  const reached = (moment: Until) =>
    'percent' in moment ? clock.sent(moment) : lookUntil(times.expiresAt, () => hasFired(moment.fired));
  let follows = false;
  for (const { start } of followers) {
    const begins = typeof start === 'number' ? clock.timeOf(start).then(until) : clock.sent(start);
    begins.then(
      () => {
        follows = true;
      },
      () => undefined,
    );
  }
  try {
    if (fault.until !== undefined) {
      await Promise.race([until(times.expiresAt), reached(fault.until)]);
      await lookUntil(times.expiresAt, async () => follows || (await hasFired()));
      return times.expiresAt;
    }
    await until(times.expiresAt - Math.min(AHEAD_MS, fault.duration / 4));
    if ((await hasFired()) || follows) {
      await until(times.expiresAt);
      return times.expiresAt;
    }
    const expiresAt = times.expiresAt + Math.max(fault.duration, LEAST_EXTENSION_MS);
    const why = { expiresAt, because: 'it has not fired yet' };
    await journaled(tools, `extend:${id}`, why, async () => {
      await tools.control.extend({ id, fault: fault.fault }, expiresAt);
      return {};
    });
    await until(times.expiresAt);
    await lookUntil(expiresAt, async () => follows || (await hasFired()));
    return expiresAt;
  } catch (error) {
    if (withdrawn.aborted && !signal.aborted) return times.expiresAt;
    throw error;
  } finally {
    over.abort();
  }
}
