import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type JournalStep, type MetricsSample, runFiles } from './run-files.ts';

/** Appends to the files of a run as things happen, each line with one write, so that a crash loses none that was written. */
export interface RunLines {
  journal(step: string, status: JournalStep['status'], detail?: Readonly<Record<string, unknown>>): void;
  metrics(queues: MetricsSample['queues'], environments: MetricsSample['environments']): void;
}

/** Opens the files of a run, in a folder that is made where there is none. `now` in epoch milliseconds. */
export function openRunLines(runDir: string, now: () => number): RunLines {
  mkdirSync(runDir, { recursive: true });
  const append = (file: string, line: JournalStep | MetricsSample) =>
    appendFileSync(join(runDir, file), `${JSON.stringify(line)}\n`);
  return {
    journal: (step, status, detail) => append(runFiles.journal, { at: now(), step, status, ...(detail && { detail }) }),
    metrics: (queues, environments) =>
      append(runFiles.metrics, { at: now(), queues, ...(environments && { environments }) }),
  };
}
