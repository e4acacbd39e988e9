import type { Time } from '../../kernel/pause.ts';
import { ask } from '../probes/ask.ts';
import type { ProbeContext } from '../probes/probe.ts';
import type { Probe } from '../probes/probe-schema.ts';
import { type Seen, seen } from '../probes/tolerance.ts';
import type { Tolerance } from '../probes/tolerance-schema.ts';

/** A probe's answer beside what was tolerable. */
export interface ProbeResult {
  readonly name: string;
  /** Absent where the answer is only written down. */
  readonly tolerance?: Tolerance;
  /** The part of the answer that was looked at, or why there is none. */
  readonly got: Seen['got'];
  readonly met: boolean;
  /** How long it took until the tolerance was met, where the probe may wait for that. */
  readonly recoveredAfterMs?: number;
}

/** A probe of a hypothesis, of a method or of a stop condition. */
export type Expectation = Pick<Probe, 'name' | 'provider'> & Partial<Pick<Probe, 'tolerance' | 'recovers-within'>>;

const ASK_EVERY_MS = 1_000;

/** Asks every probe of a hypothesis, one after another. */
export async function probeSteadyState(
  probes: readonly Expectation[],
  context: ProbeContext,
  time: Time,
  signal: AbortSignal,
): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const probe of probes) results.push(await probeOnce(probe, context, time, signal));
  return results;
}

/**
 * Asks a probe: once, or each second until its tolerance is met or the time that it has to recover is over.
 * A probe that cannot be asked has not met its tolerance. @throws the signal's reason after an abort
 */
export async function probeOnce(
  { name, provider, tolerance, 'recovers-within': recoversWithin }: Expectation,
  context: ProbeContext,
  time: Time,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const startedAt = time.now();
  for (;;) {
    const { got, met } = await ask(provider, context).then(
      (answer) => seen(answer, tolerance),
      (error: unknown) => ({ got: error instanceof Error ? error.message : String(error), met: false }),
    );
    const after = time.now() - startedAt;
    const result = { name, ...(tolerance !== undefined && { tolerance }), got, met };
    if (recoversWithin === undefined) return result;
    if (met) return { ...result, recoveredAfterMs: after };
    if (after >= recoversWithin) return result;
    await time.pause(Math.min(ASK_EVERY_MS, recoversWithin - after), signal);
  }
}

/** `name: expected 0, got 3` for each probe that was not met. */
export function deviations(results: readonly ProbeResult[]): string[] {
  return results
    .filter(({ met }) => !met)
    .map(({ name, tolerance, got }) => `${name}: expected ${JSON.stringify(tolerance)}, got ${JSON.stringify(got)}`);
}
