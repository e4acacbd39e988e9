import type { Time } from '../kernel/pause.ts';

/** What a calibration works with. */
export interface CalibrationOptions {
  /** How many operations it may take, numbered from 1 on. */
  readonly operations: number;
  /** Operations a second; whether the system takes more need not be known. */
  readonly most: number;
  /** Sends one operation, and answers when its user is done. */
  readonly send: (number: number) => Promise<void>;
  /** Waits until nothing moves. @returns since when, epoch milliseconds */
  readonly settle: () => Promise<number>;
  readonly time: Pick<Time, 'now' | 'pause'>;
  readonly signal: AbortSignal;
}

/** What a system was found to take. */
export interface Calibration {
  /** How many operations it took to find out. */
  readonly operations: number;
  /** Operations a second, from the request to the end of all work that it causes; never more than was asked about. */
  readonly takes: number;
}

/** More users at once wake more execution environments than a small machine starts in a few seconds. */
const MOST_USERS = 4;
const LEAST_OPERATIONS = 3;
/** A wave that was over sooner after the other than looks are apart says no more than that. */
const RESOLUTION_MS = 100;

/**
 * Measures how many operations a second a system that is left alone carries through, with three waves of operations, each
 * waited for until nothing moves any more: one starts what is cold; the second, as small, tells how long the way of an operation
 * is; what the third takes longer than that is the work of the operations that it has more.
 * @returns undefined where there are too few operations to tell
 */
export async function calibrate(options: CalibrationOptions): Promise<Calibration | undefined> {
  const { operations, most, send, settle, time, signal } = options;
  if (operations < LEAST_OPERATIONS) return undefined;
  const users = Math.min(MOST_USERS, Math.max(1, Math.floor(operations / 6)));
  let sent = 0;
  /** Sends so many operations, as many at a time as there are users, and after those of the beginning none faster than `most`. */
  const wave = async (count: number): Promise<number> => {
    const from = time.now();
    let begun = 0;
    const user = async () => {
      while (begun < count) {
        const wait = from + (Math.max(0, begun - users + 1) * 1_000) / most - time.now();
        begun += 1;
        sent += 1;
        const number = sent;
        if (wait > 0) await time.pause(wait, signal);
        signal.throwIfAborted();
        await send(number);
      }
    };
    await Promise.all(Array.from({ length: users }, user));
    return (await settle()) - from;
  };
  await wave(users);
  const way = await wave(users);
  const large = operations - sent;
  const work = Math.max(RESOLUTION_MS, (await wave(large)) - way);
  return { operations: sent, takes: Math.min(most, ((large - users) * 1_000) / work) };
}
