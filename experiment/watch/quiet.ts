import type { Time } from '../../kernel/pause.ts';

export interface Quiet {
  readonly reached: boolean;
  /** When the first of the quiet looks was taken, or the last look of all. Epoch milliseconds. */
  readonly at: number;
  /** What still moved at the last look, one sentence each. */
  readonly last: readonly string[];
}

export interface QuietOptions {
  /** What still moves, one sentence each; nothing in a quiet system. */
  readonly look: () => Promise<readonly string[]>;
  readonly time: Time;
  readonly withinMs: number;
  readonly everyMs: number;
  /** Looks in a row that must find nothing: SQS's numbers are approximate, and a message moves between two of them. */
  readonly looks: number;
  readonly report: (moving: readonly string[]) => void;
  readonly signal: AbortSignal;
}

/** Looks until nothing moves for several looks in a row, or the deadline passes. */
export async function waitForQuiet(options: QuietOptions): Promise<Quiet> {
  const { look, time, withinMs, everyMs, looks, report, signal } = options;
  const deadline = time.now() + withinMs;
  let quietSince: number | undefined;
  for (let still = 0; ; ) {
    signal.throwIfAborted();
    const at = time.now();
    const last = await look();
    report(last);
    const moves = last.length > 0;
    still = moves ? 0 : still + 1;
    quietSince = moves ? undefined : (quietSince ?? at);
    if (still >= looks && quietSince !== undefined) return { reached: true, at: quietSince, last };
    if (time.now() >= deadline) return { reached: false, at, last };
    await time.pause(everyMs, signal);
  }
}
