import type { Timeline } from '../time/timeline.ts';

interface Waiting {
  readonly atMs: number;
  readonly run: () => void;
  cancel: () => void;
}

/** What waits for its time in an execution environment: while that is held nothing happens, and what was due happens as soon as it is let go. */
export class Hold {
  readonly #timeline: Timeline;
  readonly #caught: (error: unknown) => void;
  /** In the order in which they were planned. */
  readonly #waiting = new Set<Waiting>();
  readonly #reasons = new Set<string>();
  #isOver = false;

  /** @param caught hears of an error of what ran */
  constructor(timeline: Timeline, caught: (error: unknown) => void) {
    this.#timeline = timeline;
    this.#caught = caught;
  }

  after(ms: number, run: () => void): () => void {
    if (this.#isOver) return () => undefined;
    const waiting: Waiting = { atMs: this.#timeline.nowMs + Math.max(0, ms), run, cancel: () => undefined };
    this.#waiting.add(waiting);
    if (this.#reasons.size === 0) this.#plan(waiting);
    return () => {
      waiting.cancel();
      this.#waiting.delete(waiting);
    };
  }

  /** Runs at once, or when all that holds has let go. */
  soon(run: () => void): void {
    if (this.#isOver) return;
    if (this.#reasons.size > 0) this.after(0, run);
    else run();
  }

  hold(reason: string): void {
    this.#reasons.add(reason);
    for (const waiting of this.#waiting) waiting.cancel();
  }

  release(reason: string): void {
    if (!this.#reasons.delete(reason) || this.#reasons.size > 0 || this.#isOver) return;
    for (const waiting of [...this.#waiting].sort((a, b) => a.atMs - b.atMs)) this.#plan(waiting);
  }

  /** Nothing of it happens any more. */
  end(): void {
    this.#isOver = true;
    for (const waiting of this.#waiting) waiting.cancel();
    this.#waiting.clear();
  }

  #plan(waiting: Waiting): void {
    waiting.cancel = this.#timeline.at(waiting.atMs, () => {
      this.#waiting.delete(waiting);
      try {
        waiting.run();
      } catch (error) {
        this.#caught(error);
      }
    });
  }
}
