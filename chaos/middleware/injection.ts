import { writeSync } from 'node:fs';
import type { Place } from '../faults/fault.ts';
import type { When } from '../faults/moment.ts';

/** One fault that fired: a line of the run's ledger. */
export interface Injection {
  /** Epoch milliseconds at which the fault was decided. */
  readonly at: number;
  readonly rule: string;
  readonly fault: string;
  /** The stable key: order id, idempotency key or message id. */
  readonly key: string;
  readonly function: string;
  readonly place: Place;
  /** `service:Operation`, for faults per call. */
  readonly operation?: string;
  /** Tables and queue of that call. */
  readonly resource?: string;
  /** Which call of its invocation for the key this is, from 1. */
  readonly call?: number;
  /** For a function or record which delivery this is; for a call which try, from 1 in the first delivery, 101 in the second, ... */
  readonly attempt: number;
  /** Length of an injected delay. */
  readonly delayMs?: number;
  /** On which side of the handler. */
  readonly when?: When;
  /** Log stream of the execution environment. */
  readonly environment: string;
  readonly requestId: string;
}

const WRITE_TRIES = 50;

/**
 * Writes the injection to the function's log at once, so that it survives a crash a moment later. A log that is full for a
 * moment is waited for; one that is broken must not break the handler. It goes by standard error, which every ground takes as the
 * log: MiniStack's Node.js worker speaks its own protocol on standard output.
 * @param refused why it was not done after all: then the line is no injection, but `{"faultline":"refusal", ..., "refused"}`
 */
export function logInjection(injection: Injection, refused?: string): void {
  const fired = { faultline: 'injection', ...injection };
  const line = `${JSON.stringify(refused === undefined ? fired : { ...fired, faultline: 'refusal', refused })}\n`;
  for (let tries = 0; tries < WRITE_TRIES; tries++) {
    try {
      writeSync(2, line);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
