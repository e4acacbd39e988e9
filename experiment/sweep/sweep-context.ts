import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { realTime } from '../../kernel/pause.ts';
import { runFiles } from '../../run/run-files.ts';
import type { Sweepable } from '../../system/sweepable.ts';
import type { Operation, Workload } from '../../system/workload.ts';
import { declaredProbes } from '../probes/probe-schema.ts';
import type { MethodPhase } from '../run/method.ts';
import { deviations, probeSteadyState } from '../steady-state/steady-state.ts';
import type { ReadInjections } from '../watch/fired-faults.ts';
import { waitForQuiet } from '../watch/quiet.ts';

/** Functions see a new rule at most so late. */
export const SEEN_WITHIN_MS = 2_000;
const QUIET_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 500;
const QUIET_LOOKS = 2;

/** What a sweep needs while it goes. */
export interface SweepContext extends Pick<MethodPhase, 'seed' | 'tools' | 'ending' | 'options'> {
  readonly workload: Workload;
  readonly sweepable: Sweepable;
  readonly keyPrefix: string;
  readonly readInjections: ReadInjections;
}

/**
 * Sends an operation as a user does, repeating it with the same key while the outcome is unclear.
 * @param afterFailure is waited for before the first repetition
 */
export async function sendOperation(
  { seed, tools, options: { cloud, runDir }, ending, workload }: SweepContext,
  operation: Operation,
  process: string,
  afterFailure: () => Promise<void> = async () => undefined,
): Promise<void> {
  let mended: Promise<void> | undefined;
  await workload.send(operation, process, {
    target: tools.deployed.addresses[0] ?? '',
    cloud,
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
    // One unit at a time is hurt: whether it survives must not depend on the others.
    mayRetry: () => true,
  });
}

/** Waits until nothing moves. @throws Error if something still does after a minute and a half */
export async function quiet({ tools: { probing }, options: { system }, ending }: SweepContext): Promise<void> {
  const probes = declaredProbes(system.quiet);
  const { reached, last } = await waitForQuiet({
    look: async () => deviations(await probeSteadyState(probes, probing, realTime, ending)),
    time: realTime,
    withinMs: QUIET_WITHIN_MS,
    everyMs: LOOK_EVERY_MS,
    looks: QUIET_LOOKS,
    report: () => undefined,
    signal: ending,
  });
  if (!reached) throw new Error(`The system did not become quiet: ${last.join('; ')}.`);
}
