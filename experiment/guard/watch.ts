/** What a guard may conclude: its job goes on, came to its end, or lost its runner. */
export type Conclusion =
  | { readonly kind: 'watching' }
  | { readonly kind: 'released' }
  | { readonly kind: 'lost'; readonly why: string };

/** What a guard hears of its runner. Times are epoch milliseconds. */
export interface Watch {
  beat(at: number): void;
  /** The runner has ended all faults itself. */
  release(): void;
  /** The pipe from the runner closed: its process has ended, however it did. */
  close(): void;
  conclude(at: number): Conclusion;
}

/**
 * Decides whether a runner is lost: its pipe closed before it released the guard, or no beat came for too long because it hangs or is
 * frozen. Once lost or released, always so.
 */
export function openWatch(startedAt: number, beatWithinMs: number): Watch {
  let beatAt = startedAt;
  let end: Conclusion | undefined;
  return {
    beat(at) {
      beatAt = Math.max(beatAt, at);
    },
    release() {
      end ??= { kind: 'released' };
    },
    close() {
      end ??= { kind: 'lost', why: 'the runner has ended without ending its faults' };
    },
    conclude(at) {
      if (end === undefined && at - beatAt > beatWithinMs) {
        end = { kind: 'lost', why: `the runner gave no sign of life for ${at - beatAt} ms` };
      }
      return end ?? { kind: 'watching' };
    },
  };
}
