import { openLines } from '../run/appended-lines.ts';
import type { ClientAttempt } from '../run/run-files.ts';

/** How far a load test is. */
export interface LoadProgress {
  /** Epoch milliseconds at which the first request went out; absent while none has ended. */
  readonly firstRequestAt?: number;
  /** Operations of which at least one request has ended. */
  readonly operationsSent: number;
  /** Attempts, retries and repeats included. */
  readonly attempts: number;
  /** Attempts by HTTP status; `none` where no answer came. */
  readonly statuses: Readonly<Record<string, number>>;
}

const LOOK_EVERY_MS = 500;

/** Which operations of a run belong to a load: so many, numbered from `after` + 1 on. */
export interface OperationsOfLoad {
  readonly after: number;
  readonly operations: number;
}

/** Reads a growing `client.jsonl` and reports each time that requests of the load have ended. */
export function followClientLog(
  path: string,
  { after, operations: planned }: OperationsOfLoad,
  report: (progress: LoadProgress) => void,
) {
  const sent = new Set<number>();
  const statuses: Record<string, number> = {};
  let attempts = 0;
  let firstRequestAt = Number.POSITIVE_INFINITY;
  const newLines = openLines(path);

  const progress = (): LoadProgress => ({
    ...(attempts > 0 && { firstRequestAt }),
    operationsSent: sent.size,
    attempts,
    statuses: { ...statuses },
  });
  const look = () => {
    const before = attempts;
    for (const line of newLines()) {
      const { at, request, status } = JSON.parse(line) as ClientAttempt;
      if (request <= after || request > after + planned) continue;
      firstRequestAt = Math.min(firstRequestAt, at);
      sent.add(request);
      statuses[status ?? 'none'] = (statuses[status ?? 'none'] ?? 0) + 1;
      attempts += 1;
    }
    if (attempts > before) report(progress());
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    progress,
    stop() {
      clearInterval(timer);
      look();
    },
  };
}
