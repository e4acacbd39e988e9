/** A fault whose window is open. */
interface OpenFault {
  readonly over: AbortController;
  readonly ended: Promise<unknown>;
}

/** The faults of a method that act now: each waits for the end of its own window, unless a step withdraws them all before. */
export class OpenFaults {
  readonly #open = new Set<OpenFault>();

  /**
   * Lets a fault act.
   * @param act waits for the end of the window and ends the fault; the signal tells that the window is over before its time
   */
  async run<Result>(act: (over: AbortSignal) => Promise<Result>): Promise<Result> {
    const over = new AbortController();
    const ended = act(over.signal);
    const fault = { over, ended };
    this.#open.add(fault);
    try {
      return await ended;
    } finally {
      this.#open.delete(fault);
    }
  }

  /** Ends all that act now, and waits until they have ended. One that fails is heard of by its own step. */
  async withdraw(): Promise<void> {
    const open = [...this.#open];
    for (const { over } of open) over.abort();
    await Promise.allSettled(open.map(({ ended }) => ended));
  }
}
