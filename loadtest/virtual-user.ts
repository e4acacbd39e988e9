import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { type Attempt, placeOrder } from './customer.ts';
import { plannedOrder } from './planned-order.ts';

/** What Artillery hands to a processor's function, as far as it is used here. */
export interface VirtualUser {
  readonly _uid: string;
  readonly vars: {
    readonly target: string;
    readonly seed: number | string;
    readonly clientLog: string;
    /** Artillery ends when its standard input does: whoever started it is dead. */
    readonly attended?: boolean;
    /** Begins all idempotency keys; default: one of its own for each run. */
    readonly shop?: string;
    /** The number of the last order that is not of this load. @default 0 */
    readonly after?: number;
  };
}

/** Artillery's own metrics (https://www.artillery.io/docs/reference/extension-apis#custom-metrics-api). */
export interface ArtilleryEvents {
  emit(kind: 'counter' | 'histogram', name: string, value: number): void;
  emit(kind: 'rate', name: string): void;
}

const COUNTER = 'faultline/orders';
const SHOP = 'faultline/shop';

/**
 * Runs once, in Artillery's main thread, before it starts its workers: they share what it sets, so that each order of a run
 * has its number whatever the number of workers (one for each core but one).
 */
export async function openShop(user: VirtualUser): Promise<void> {
  const counter = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  Atomics.store(new Int32Array(counter), 0, user.vars.after ?? 0);
  setEnvironmentData(COUNTER, counter);
  setEnvironmentData(SHOP, user.vars.shop ?? `by-hand-${Date.now()}`);
  if (user.vars.attended) process.stdin.once('end', () => process.exit(1)).resume();
  mkdirSync(dirname(user.vars.clientLog), { recursive: true });
}

/** One virtual user: one customer with one order. */
export async function order(user: VirtualUser, events: ArtilleryEvents): Promise<void> {
  const { target, clientLog } = user.vars;
  const seed = Number(user.vars.seed);
  const number = Atomics.add(new Int32Array(getEnvironmentData(COUNTER) as SharedArrayBuffer), 0, 1) + 1;
  await placeOrder(plannedOrder(seed, number, String(getEnvironmentData(SHOP))), user._uid, {
    target,
    seed,
    fetch,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    record: (attempt) => {
      // One write call a line: lines of several workers never mix, and none is lost when Artillery is stopped.
      appendFileSync(clientLog, `${JSON.stringify(attempt)}\n`);
      report(attempt, events);
    },
  });
}

/** The names that Artillery's HTTP engine uses, so that its summary reads as usual. */
function report(attempt: Attempt, events: ArtilleryEvents): void {
  events.emit('counter', 'http.requests', 1);
  events.emit('rate', 'http.request_rate');
  if (attempt.status === null) {
    events.emit('counter', `errors.${attempt.error}`, 1);
    return;
  }
  events.emit('counter', 'http.responses', 1);
  events.emit('counter', `http.codes.${attempt.status}`, 1);
  events.emit('histogram', 'http.response_time', attempt.endedAt - attempt.at);
}
