/** A fault whose window is open. */
interface OpenFault {
  readonly over: AbortController;
  readonly ended: Promise<unknown>;
}

/** The faults of a method that act now, by the ids of their rules: each waits for the end of its own window, unless it is withdrawn before. */
export class OpenFaults {
  readonly #open = new Map<string, OpenFault>();

  /**
   * Lets a fault act.
   * @param act waits for the end of the window and ends the fault; the signal tells that the window is over before its time
   */
  async run<Result>(id: string, act: (over: AbortSignal) => Promise<Result>): Promise<Result> {
    const over = new AbortController();
    const ended = act(over.signal);
    this.#open.set(id, { over, ended });
    try {
      return await ended;
    } finally {
      this.#open.delete(id);
    }
  }

  /** Whether this fault acts now. */
  has(id: string): boolean {
    return this.#open.has(id);
  }

  /** Ends all that act now, or one of them, and waits until they have ended. One that fails is heard of by its own step. */
  async withdraw(id?: string): Promise<void> {
    const open = [...this.#open].flatMap(([of, fault]) => (id === undefined || of === id ? [fault] : []));
    for (const { over } of open) over.abort();
    await Promise.allSettled(open.map(({ ended }) => ended));
  }
}
