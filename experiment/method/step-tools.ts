import type { Time } from '../../kernel/pause.ts';
import type { LoadProgress } from '../../loadtest/follow-client-log.ts';
import type { RunLines } from '../../run/journal.ts';
import type { FaultControl } from '../carriers/fault-control.ts';
import type { Load } from '../file/actions.ts';
import type { Experiment } from '../file/experiment.ts';
import type { ProbeStep } from '../file/method.ts';
import type { ProbeResult } from '../steady-state/steady-state.ts';
import type { MethodClock } from './method-clock.ts';
import type { OpenFaults } from './open-faults.ts';

/** What the steps of a method act with. */
export interface StepTools {
  readonly seed: number;
  readonly control: FaultControl;
  readonly runLoad: (
    load: Load & { readonly name: string },
    report: (progress: LoadProgress) => void,
    signal: AbortSignal,
  ) => Promise<LoadProgress>;
  readonly ask: (probe: ProbeStep, signal: AbortSignal) => Promise<ProbeResult>;
  /** What faults may touch at most. */
  readonly radius: Experiment['blast-radius'];
  /** Moves dead letters back to their queues. */
  readonly redrive: () => Promise<unknown>;
  /** How often a rule has fired by now, as far as the logs tell. */
  readonly fired: (rule: string) => Promise<number>;
  /** Whether nothing moves in the system. */
  readonly isQuiet: () => Promise<boolean>;
  readonly lines: Pick<RunLines, 'journal'>;
  readonly time: Time;
  readonly clock: MethodClock;
  readonly openFaults: OpenFaults;
  /** Ends every step. */
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/**
 * Runs a step with its lines in the journal: `started` with what goes in, then one line with what came out.
 * @param went tells a result that is not what was hoped for; the step has then deviated, and the method goes on
 */
export async function journaled<Result extends object>(
  { lines, signal }: Pick<StepTools, 'lines' | 'signal'>,
  step: string,
  input: Readonly<Record<string, unknown>>,
  work: () => Promise<Result>,
  went: (result: Result) => boolean = () => true,
): Promise<Result> {
  lines.journal(step, 'started', input);
  try {
    const result = await work();
    lines.journal(step, went(result) ? 'completed' : 'deviated', { ...(result as Readonly<Record<string, unknown>>) });
    return result;
  } catch (error) {
    lines.journal(step, signal.aborted ? 'aborted' : 'failed', { error: String(error) });
    throw error;
  }
}
