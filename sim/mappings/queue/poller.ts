import type { Timeline } from '../invocation.ts';
import type { Plan } from './settings.ts';
import type { Source, Taken } from './source.ts';

/** What a poller brings: messages, and when the first of them is visible again. */
export interface Haul {
  readonly messages: readonly Taken[];
  readonly expiresMs: number;
}

const LONG_POLL_SECONDS = 20;
const SECOND_MS = 1000;
/** A batch is complete before its first message is visible again, which would be received into the same batch. */
const LEAD_MS = 500;

/**
 * Gathers a batch: what a long poll brings, and what comes within the window after it, until the batch is full. `done` gets
 * undefined if there is no queue. Returns what calls it off: then it has taken nothing, or what it has taken is done at once.
 */
export function gather(
  { batchSize, windowMs }: Plan,
  source: Source,
  timeline: Timeline,
  done: (haul: Haul | undefined) => void,
): () => void {
  let cancel = () => {};
  let asked = 0;
  let isOver = false;
  const messages: Taken[] = [];
  let expiresMs = Number.POSITIVE_INFINITY;
  let endsMs = Number.POSITIVE_INFINITY;
  const finish = (haul: Haul | undefined) => {
    isOver = true;
    done(haul);
  };
  const more = (waitSeconds: number) => {
    asked += 1;
    const turn = asked;
    const leave = source.receive(batchSize - messages.length, waitSeconds, (got) => {
      if (isOver) return;
      if (got === undefined) return finish(messages.length === 0 ? undefined : { messages, expiresMs });
      if (messages.length === 0 && got.length > 0) {
        expiresMs = timeline.nowMs + source.visibilityMs;
        endsMs = Math.min(timeline.nowMs + windowMs, expiresMs - LEAD_MS);
      }
      messages.push(...got);
      const leftMs = endsMs - timeline.nowMs;
      if (messages.length === 0 || messages.length >= batchSize || leftMs <= 0) return finish({ messages, expiresMs });
      if (got.length > 0) return more(0);
      // Nothing is there just now: the next look is a wait, cut to whole seconds as SQS has them.
      if (leftMs >= SECOND_MS) return more(Math.min(LONG_POLL_SECONDS, Math.floor(leftMs / SECOND_MS)));
      cancel = timeline.at(endsMs, () => more(0));
    });
    // Answered at once, it may have asked again already.
    if (turn === asked && !isOver) cancel = leave;
  };
  more(LONG_POLL_SECONDS);
  return () => {
    if (isOver) return;
    cancel();
    finish({ messages, expiresMs });
  };
}
