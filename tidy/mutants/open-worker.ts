import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, AskTest, Order, Ready } from './messages.ts';

/** A worker that has its tests loaded. */
export interface Worker {
  readonly ready: Ready;
  /** Runs a test. @returns nothing if the process ended by itself or had to be ended: a worker of no further use */
  run(ask: AskTest): Promise<Answer | undefined>;
  /** Lets tests clean up, and ends. */
  end(): Promise<void>;
}

/** What an answer may be late beyond its limit before the process is ended: it stops what is synchronous by itself. */
const graceMs = 5000;
/** What a mutant hangs while it is loaded is found by the first, a busy machine by neither. */
const loadMs = { withMutant: 60_000, without: 600_000 };

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a worker.
 * @param temporary where its tests put their files
 * @returns nothing if it never became ready, as with a mutant that breaks or hangs what runs while files are loaded
 */
export async function openWorker(order: Order, temporary: string): Promise<Worker | undefined> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(order)], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=1024'],
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', order.active === undefined ? 'inherit' : 'ignore', 'ipc'],
  });
  running.add(child);
  const gone = once(child, 'exit').then(() => {
    running.delete(child);
    return undefined;
  });
  /** The next message, unless the process ends first or takes too long. */
  const next = async <Message>(limitMs: number): Promise<Message | undefined> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const arrived = once(child, 'message').then(([message]) => message as Message);
    try {
      return await Promise.race([arrived, gone]);
    } finally {
      clearTimeout(timer);
    }
  };
  const ready = await next<Ready>(order.active === undefined ? loadMs.without : loadMs.withMutant);
  if (ready === undefined) return undefined;
  return {
    ready,
    run(ask) {
      if (child.connected) child.send(ask);
      return next<Answer>(ask.limitMs + graceMs);
    },
    async end() {
      if (child.connected) child.send('end');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(timer);
    },
  };
}
