import type { RunLines } from '../../run/journal.ts';
import type { Ending } from '../carriers/end-all.ts';
import type { FaultControl } from '../carriers/fault-control.ts';
import type { Experiment } from '../file/experiment.ts';
import type { RunOptions } from './run-options.ts';

/** What rollbacks did. */
export interface RolledBack {
  /** Faults that were still active. */
  readonly ended: readonly string[];
  /** What could not be done, one sentence each; empty as it should be. */
  readonly problems: readonly string[];
}

interface Acting {
  readonly control: Pick<FaultControl, 'endAll'>;
  readonly lines: Pick<RunLines, 'journal'>;
}

/** Runs the rollbacks of an experiment, one after another, and ends every fault whether they say so or not. */
export async function rollBack(
  { rollbacks }: Pick<Experiment, 'rollbacks'>,
  { redrive, report }: Pick<RunOptions, 'redrive' | 'report'>,
  { control, lines }: Acting,
): Promise<RolledBack> {
  report('ending all faults');
  const endings = [await control.endAll()];
  const problems: string[] = [];
  for (const { name, provider } of rollbacks) {
    lines.journal(name, 'started');
    try {
      if (provider.type === 'redrive') lines.journal(name, 'completed', { redriven: await redrive() });
      else {
        const ending = await control.endAll();
        endings.push(ending);
        lines.journal(name, 'completed', { ...ending });
      }
    } catch (error) {
      lines.journal(name, 'failed', { error: String(error) });
      problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return {
    ended: endings.flatMap(({ ended }) => ended.map(({ id }) => id)),
    problems: [...problems, ...(endings.at(-1) as Ending).problems],
  };
}

/** Ends all faults in the moment of an abort, while the load is still being stopped, and writes down how long that took. */
export function endFaultsOnAbort({ control, lines }: Acting, signal: AbortSignal): { ended(): Promise<void> } {
  let ending = Promise.resolve();
  const end = async () => {
    lines.journal('abort', 'started', { reason: String(signal.reason) });
    const { ended, problems, tookMs } = await control.endAll();
    lines.journal('abort', problems.length === 0 ? 'completed' : 'failed', { ended, problems, tookMs });
  };
  const onAbort = () => {
    ending = end();
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return { ended: () => ending };
}
