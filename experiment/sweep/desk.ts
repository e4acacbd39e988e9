import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { realTime } from '../../kernel/pause.ts';
import { placeOrder } from '../../loadtest/customer.ts';
import type { PlannedOrder } from '../../loadtest/planned-order.ts';
import { type Injection, runFiles } from '../../run/run-files.ts';
import type { MethodPhase } from '../run/method-phase.ts';
import { messagesIn } from '../system/observed.ts';
import { waitForQuiet } from '../system/quiet.ts';

/** Functions see a new rule at most so late. */
export const SEEN_WITHIN_MS = 2_000;
const QUIET_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 500;
const QUIET_LOOKS = 2;

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

/** Waits until nothing moves. @throws Error if something still does after a minute and a half */
export async function quiet({ tools: { observer, system }, ending }: Desk): Promise<void> {
  const { reached, last } = await waitForQuiet({
    look: async () => {
      const [depths, openSagas] = await Promise.all([observer.depths(), observer.openSagas()]);
      return { messages: messagesIn(depths, system.queues), openSagas };
    },
    time: realTime,
    withinMs: QUIET_WITHIN_MS,
    everyMs: LOOK_EVERY_MS,
    looks: QUIET_LOOKS,
    report: () => undefined,
    signal: ending,
  });
  if (!reached) {
    throw new Error(`The system did not become quiet: ${last.messages} messages, ${last.openSagas} open sagas.`);
  }
}
