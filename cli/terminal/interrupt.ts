/** The user (Ctrl-C) or the system (SIGTERM) asked the command to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }
}

/**
 * Runs work that can be interrupted: the first SIGINT, SIGTERM or SIGHUP aborts the signal, with {@link Interrupted} as its
 * reason, so that the work can put everything back; a second one, more than a second later, ends the process at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let firstAt = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    // npm, the shell and the terminal may each pass on one Ctrl-C: only a later one is impatience.
    if (firstAt > 0 && Date.now() - firstAt > 1_000) process.exit(130);
    firstAt ||= Date.now();
    controller.abort(new Interrupted(signal));
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}
