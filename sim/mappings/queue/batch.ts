import type { Luck } from '../chance/luck.ts';
import type { Invoke, Invoked, Timeline } from '../invocation.ts';
import { failedOf } from '../response.ts';
import type { Source, Taken } from './source.ts';

/** What a batch needs. */
export interface BatchPorts {
  readonly source: Source;
  readonly invoke: Invoke;
  readonly timeline: Timeline;
  readonly luck: Luck;
}

/** How a batch ended: whether all of it was processed, and whether Lambda takes concurrency away for it. */
export interface Ended {
  readonly isComplete: boolean;
  readonly slowsDown: boolean;
}

/** Invokes a function with messages, and deletes what it has processed; what failed waits out its visibility timeout. */
export function runBatch(
  messages: readonly Taken[],
  { reportsFailures, expiresMs }: { readonly reportsFailures: boolean; readonly expiresMs: number },
  { source, invoke, timeline, luck }: BatchPorts,
  done: (ended: Ended) => void,
): void {
  const acknowledge = (failed: ReadonlySet<string>) => {
    const processed = messages.filter(({ record }) => !failed.has(record.messageId as string));
    if (!luck.losesAcknowledgement()) source.delete(processed);
    done({ isComplete: failed.size === 0, slowsDown: failed.size > 0 && !reportsFailures });
  };
  const end = (ended: Exclude<Invoked, { kind: 'throttled' }>) => {
    const ids = new Set(messages.map(({ record }) => record.messageId as string));
    const ofAnswer = (payload: unknown) => (reportsFailures ? failedOf(payload, ids) : new Set<string>());
    const failed = ended.kind === 'answered' ? ofAnswer(ended.payload) : ids;
    later(timeline, luck.acknowledgementMs(), () => acknowledge(failed));
  };
  const offer = (tries: number) =>
    invoke({ Records: messages.map(({ record }) => record) }, (ended) => {
      if (ended.kind !== 'throttled') return end(ended);
      // "Lambda continues to retry the message until the message's timestamp exceeds your queue's visibility timeout".
      const againMs = timeline.nowMs + luck.retryMs(tries);
      if (againMs >= expiresMs) return done({ isComplete: false, slowsDown: true });
      timeline.at(againMs, () => offer(tries + 1));
    });
  later(timeline, luck.deliveryMs(), () => offer(1));
}

function later(timeline: Timeline, afterMs: number, run: () => void): void {
  if (afterMs === 0) run();
  else timeline.at(timeline.nowMs + afterMs, run);
}
