import type { Attempt } from './customer.ts';
import { openLines } from './lines.ts';

/** How far a load test is. */
export interface LoadProgress {
  /** Epoch milliseconds at which the first request went out; absent while none has ended. */
  readonly firstRequestAt?: number;
  /** Orders of which at least one request has ended. */
  readonly ordersSent: number;
  /** Attempts, retries and repeats included. */
  readonly attempts: number;
  /** Attempts by HTTP status; `none` where no answer came. */
  readonly statuses: Readonly<Record<string, number>>;
}

const LOOK_EVERY_MS = 500;

/** Which orders of a run belong to a load: so many, numbered from `after` + 1 on. */
export interface OrdersOfLoad {
  readonly after: number;
  readonly orders: number;
}

/** Reads a growing `client.jsonl` and reports each time that requests of the load have ended. */
export function followClientLog(
  path: string,
  { after, orders: planned }: OrdersOfLoad,
  report: (progress: LoadProgress) => void,
) {
  const orders = new Set<number>();
  const statuses: Record<string, number> = {};
  let attempts = 0;
  let firstRequestAt = Number.POSITIVE_INFINITY;
  const newLines = openLines(path);

  const progress = (): LoadProgress => ({
    ...(attempts > 0 && { firstRequestAt }),
    ordersSent: orders.size,
    attempts,
    statuses: { ...statuses },
  });
  const look = () => {
    const before = attempts;
    for (const line of newLines()) {
      const { at, request, status } = JSON.parse(line) as Attempt;
      if (request <= after || request > after + planned) continue;
      firstRequestAt = Math.min(firstRequestAt, at);
      orders.add(request);
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
