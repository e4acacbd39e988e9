import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { extname, join } from 'node:path';
import { type Job, ready, words } from './job.ts';

/** A guard over the faults of this process. */
export interface Guard {
  readonly pid: number | undefined;
  /** Aborts when the guard is gone although nobody released it: faults would outlive a crash. */
  readonly gone: AbortSignal;
  /** Lets the guard go: no fault is active any more. */
  release(): Promise<void>;
  /** Leaves it at its post. It acts as soon as this process has ended, which it does not keep from ending. */
  leave(): void;
}

const BEAT_EVERY_MS = 500;
/** As long as a chaos function that was invoked by the runner may still be about to change something. */
const SETTLE_MS = 5_000;
const READY_WITHIN_MS = 20_000;
/** Of what a guard says when it breaks, its last words. */
const SAID_CHARACTERS = 1_000;

/** The guard has ended by itself, or never began. */
export class GuardGone extends Error {
  override readonly name = 'GuardGone';
}

/** Starts a guard over the faults of this process. */
export type StartGuard = (job: Omit<Job, 'settleMs'>) => Promise<Guard>;

/**
 * Starts a guard and waits until it is ready.
 * @throws GuardGone if it does not become so
 */
export async function startGuard(job: Omit<Job, 'settleMs'>, settleMs: number = SETTLE_MS): Promise<Guard> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `main${extname(import.meta.filename)}`)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const gone = new AbortController();
  let released = false;
  let said = '';
  child.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-SAID_CHARACTERS);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const missed = (why: string) => {
    if (!released) gone.abort(new GuardGone(`${why}, so that nobody would end the faults of a runner that crashes.`));
  };
  child.once('close', (code, signal) =>
    missed(`The guard process ended (${signal ?? `exit code ${code}`}${said && `: ${said}`})`),
  );
  child.once('error', ({ message }) => missed(`The guard process could not be started (${message})`));
  // Writing to a guard that has just died fails; its exit is what counts.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify({ ...job, settleMs } satisfies Job)}\n`);
  const beats = setInterval(() => child.stdin.write(`${words.beat}\n`), Math.min(BEAT_EVERY_MS, job.beatWithinMs / 4));
  gone.signal.addEventListener('abort', () => clearInterval(beats));

  await Promise.race([
    new Promise<void>((resolve) => child.stdout.on('data', (text) => String(text).includes(ready) && resolve())),
    new Promise<never>((_, reject) => gone.signal.addEventListener('abort', () => reject(gone.signal.reason))),
    new Promise<never>((_, reject) => {
      const late = () => reject(new GuardGone(`The guard process was not ready within ${READY_WITHIN_MS} ms.`));
      setTimeout(late, READY_WITHIN_MS).unref();
    }),
  ]);
  return {
    pid: child.pid,
    gone: gone.signal,
    async release() {
      released = true;
      clearInterval(beats);
      if (child.exitCode === null && child.signalCode === null) {
        child.stdin.end(`${words.release}\n`);
        await ended;
      }
    },
    leave() {
      clearInterval(beats);
      child.unref();
      for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as Socket).unref();
    },
  };
}
