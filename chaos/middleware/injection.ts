import { writeSync } from 'node:fs';
import { z } from 'zod';

const injectionSchema = z.object({
  faultline: z.literal('injection'),
  /** Epoch milliseconds at which the fault was decided. */
  at: z.number().int(),
  rule: z.string(),
  fault: z.string(),
  /** The stable key: order id, idempotency key or message id. */
  key: z.string(),
  function: z.string(),
  place: z.enum(['function', 'call']),
  /** `service:Operation`, for faults per call. */
  operation: z.string().optional(),
  /** For a function the how-manieth delivery; for a call the how-manieth try, from 1 in the first delivery, 101 in the second, ... */
  attempt: z.number().int().optional(),
  /** Length of an injected delay. */
  delayMs: z.number().optional(),
  /** Log stream of the execution environment. */
  environment: z.string(),
  requestId: z.string(),
});

/** One fault that fired: a line of the run's ledger. */
export type Injection = Omit<z.output<typeof injectionSchema>, 'faultline'>;

const WRITE_TRIES = 50;

/**
 * Writes the injection to the function's log at once, so that it survives a crash a moment later. A log that is full for a
 * moment is waited for; one that is broken must not break the handler.
 */
export function logInjection(injection: Injection): void {
  const line = `${JSON.stringify({ faultline: 'injection', ...injection })}\n`;
  for (let tries = 0; tries < WRITE_TRIES; tries++) {
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** Reads a log line back; undefined when the line is not an injection. */
export function readInjection(line: string): Injection | undefined {
  if (!line.includes('"faultline":"injection"')) return undefined;
  const parsed = injectionSchema.safeParse(parseJson(line));
  if (!parsed.success) return undefined;
  const { faultline: _, ...injection } = parsed.data;
  return injection;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
