import type { RunLines } from './run-lines.ts';

/** A part of an experiment. Times are epoch milliseconds. */
export interface PhaseTimes {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Runs the parts of an experiment, each with its times and its lines in the journal. */
export interface Phases {
  readonly times: readonly PhaseTimes[];
  /** @param went whether the result is what was hoped for; if not, the journal says `failed`, and the run goes on */
  run<Result extends object>(
    name: string,
    work: () => Promise<Result>,
    went?: (result: Result) => boolean,
  ): Promise<Result>;
}

export function openPhases(lines: RunLines, now: () => number, signal: AbortSignal): Phases {
  const times: PhaseTimes[] = [];
  return {
    times,
    async run(name, work, went = () => true) {
      const startedAt = now();
      lines.journal(name, 'started');
      try {
        const result = await work();
        lines.journal(name, went(result) ? 'completed' : 'failed', { result });
        return result;
      } catch (error) {
        lines.journal(name, signal.aborted ? 'aborted' : 'failed', { error: String(error) });
        throw error;
      } finally {
        times.push({ name, startedAt, endedAt: now() });
      }
    },
  };
}
