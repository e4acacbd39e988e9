import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { cloudFrom } from '../kernel/cloud.ts';
import type { ClientAttempt } from '../run/run-files.ts';
import type { System } from '../system/system.ts';
import { openRetryQuota, retryTokens } from './retry-quota.ts';
import { userWorld } from './user-world.ts';

/** What Artillery hands to a processor's function, as far as it is used here. */
export interface VirtualUser {
  readonly _uid: string;
  readonly vars: {
    readonly target: string;
    readonly seed: number | string;
    /** Path of the module that exports the `system` whose operations are sent. */
    readonly system: string;
    readonly clientLog: string;
    /** Artillery ends when its standard input does: whoever started it is dead. */
    readonly attended?: boolean;
    /** Begins all keys; default: one of its own for each run. */
    readonly keyPrefix?: string;
    /** The number of the last operation that is not of this load. @default 0 */
    readonly after?: number;
    /** How many operations it has, one after another. @default 1 */
    readonly turns?: number;
  };
}

/** Artillery's own metrics (https://www.artillery.io/docs/reference/extension-apis#custom-metrics-api). */
export interface ArtilleryEvents {
  emit(kind: 'counter' | 'histogram', name: string, value: number): void;
  emit(kind: 'rate', name: string): void;
}

const COUNTER = 'faultline/operations';
const KEY_PREFIX = 'faultline/key-prefix';
const RETRY_TOKENS = 'faultline/retry-tokens';

/**
 * Runs once, in Artillery's main thread, before it starts its workers: they share what it sets, so that each operation of a
 * run has its number, and all retries one budget, whatever the number of workers (one for each core but one).
 */
export async function openRun(user: VirtualUser): Promise<void> {
  // A system that cannot be loaded is told here; of a worker's error Artillery keeps no more than its code.
  await systemAt(user.vars.system);
  const counter = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  Atomics.store(new Int32Array(counter), 0, user.vars.after ?? 0);
  setEnvironmentData(COUNTER, counter);
  setEnvironmentData(RETRY_TOKENS, retryTokens());
  setEnvironmentData(KEY_PREFIX, user.vars.keyPrefix ?? `by-hand-${Date.now()}`);
  if (user.vars.attended) process.stdin.once('end', () => process.exit(1)).resume();
  mkdirSync(dirname(user.vars.clientLog), { recursive: true });
}

/** One virtual user: one operation after another, each with its repetitions. */
export async function operate(user: VirtualUser, events: ArtilleryEvents): Promise<void> {
  const { target, clientLog, turns = 1 } = user.vars;
  const seed = Number(user.vars.seed);
  const counter = new Int32Array(getEnvironmentData(COUNTER) as SharedArrayBuffer);
  const nextNumber = () => Atomics.add(counter, 0, 1) + 1;
  // Taken before anything is loaded, so that users are numbered in the order in which they come.
  const first = nextNumber();
  const system = await systemAt(user.vars.system);
  const { operation, send } = await system.workload();
  const quota = openRetryQuota(getEnvironmentData(RETRY_TOKENS) as SharedArrayBuffer);
  const seen = (attempt: ClientAttempt) => report(attempt, events);
  const world = userWorld({ target, cloud: cloudFrom(process.env), seed, clientLog, quota, seen });
  const keyPrefix = String(getEnvironmentData(KEY_PREFIX));
  await send(operation(seed, first, keyPrefix), user._uid, world);
  for (let turn = 2; turn <= turns; turn++) await send(operation(seed, nextNumber(), keyPrefix), user._uid, world);
}

async function systemAt(path: string): Promise<System> {
  const { system }: { readonly system: System } = await import(pathToFileURL(path).href);
  return system;
}

/** The names that Artillery's HTTP engine uses, so that its summary reads as usual. */
function report({ at, endedAt, error, outcome, status }: ClientAttempt, events: ArtilleryEvents): void {
  events.emit('counter', 'http.requests', 1);
  events.emit('rate', 'http.request_rate');
  if (status == null && outcome === 'info') {
    events.emit('counter', `errors.${error}`, 1);
    return;
  }
  events.emit('counter', 'http.responses', 1);
  events.emit('counter', `http.codes.${status ?? outcome}`, 1);
  events.emit('histogram', 'http.response_time', endedAt - at);
}
