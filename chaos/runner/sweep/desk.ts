import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOrder } from '../../../loadtest/customer.ts';
import type { PlannedOrder } from '../../../loadtest/planned-order.ts';
import { type Injection, runFiles } from '../../../observe/run-files.ts';
import type { MethodPhase } from '../method-phase.ts';
import { realTime } from '../pause.ts';

/** Every injection that functions have written to their logs since a time, epoch milliseconds. */
export type ReadInjections = (since: number) => Promise<readonly Injection[]>;

/** What a sweep needs while it goes. */
export interface Desk extends Pick<MethodPhase, 'seed' | 'tools' | 'ending'> {
  readonly shop: string;
  readonly runDir: string;
  readonly report: (line: string) => void;
  readonly readInjections: ReadInjections;
}

/**
 * Sends an order as a customer does, repeating it with the same key while the outcome is unclear.
 * @param afterFailure is waited for before the first repetition
 */
export async function sendOrder(
  { seed, tools, runDir, ending }: Desk,
  order: PlannedOrder,
  process: string,
  afterFailure: () => Promise<void> = async () => undefined,
): Promise<void> {
  let mended: Promise<void> | undefined;
  await placeOrder(order, process, {
    target: tools.system.apiUrl,
    seed,
    fetch: (input, init) => {
      const signals = [ending, ...(init?.signal ? [init.signal] : [])];
      return fetch(input, { ...init, signal: AbortSignal.any(signals) });
    },
    now: realTime.now,
    async sleep(ms) {
      mended ??= afterFailure();
      await mended;
      await realTime.pause(ms, ending);
    },
    record: (attempt) => appendFileSync(join(runDir, runFiles.client), `${JSON.stringify(attempt)}\n`),
  });
}
