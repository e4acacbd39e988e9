import type { RunLines } from '../../run/journal.ts';
import type { JournalStep } from '../../run/run-files.ts';

/** A part of an experiment. Times are epoch milliseconds. */
export interface PhaseTimes {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Runs the parts of an experiment, each with its times and its lines in the journal. */
export interface Phases {
  readonly times: readonly PhaseTimes[];
  /** @param ended how the journal names a result that is not what was hoped for; the run goes on */
  run<Result extends object>(
    name: string,
    work: () => Promise<Result>,
    ended?: (result: Result) => JournalStep['status'],
  ): Promise<Result>;
}

/** @param endedBy how the journal names a phase that was ended by an error */
export function openPhases(
  lines: Pick<RunLines, 'journal'>,
  now: () => number,
  endedBy: () => JournalStep['status'],
): Phases {
  const times: PhaseTimes[] = [];
  return {
    times,
    async run(name, work, ended = () => 'completed') {
      const startedAt = now();
      lines.journal(name, 'started');
      try {
        const result = await work();
        lines.journal(name, ended(result), { result });
        return result;
      } catch (error) {
        lines.journal(name, endedBy(), { error: String(error) });
        throw error;
      } finally {
        times.push({ name, startedAt, endedAt: now() });
      }
    },
  };
}
