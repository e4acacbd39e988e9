import { join, relative } from 'node:path';
import type { RunFacts } from '../../experiment/run/run-experiment.ts';
import { keepEndsOf } from '../../observe/collect/ends.ts';
import { judgeRun } from '../../observe/judge/judge.ts';
import { buildReport } from '../../report/build.ts';
import { type Phase, type PhaseTime, phaseSummary, runPhases } from './phases.ts';
import type { RunFolder, UsedEngine } from './run-folder.ts';
import type { Trial } from './trial.ts';

/** How a run came out. */
export interface RunEnd {
  /** Of the verdict: 0 pass, 1 fail, 2 inconclusive. */
  readonly exitCode: number;
  /** The folder of the run. */
  readonly runDir: string;
}

/** A trial that is over, and not judged yet: what is left to do needs no cloud. */
export interface Carried {
  readonly folder: RunFolder;
  readonly status: UsedEngine;
  readonly times: PhaseTime[];
  readonly facts: RunFacts | undefined;
  /** When it ended, epoch milliseconds. @default now */
  readonly endedAt?: number;
  /** What else is worth a line at the end. */
  readonly remarks?: readonly string[];
}

/** Judges a trial and reports on it, from its files alone. */
export async function judgeTrial(
  trial: Pick<Trial, 'calmRuns' | 'system'>,
  { folder, status, times, facts, endedAt, remarks = [] }: Carried,
  signal: AbortSignal,
): Promise<RunEnd> {
  const calmRuns = (await trial.calmRuns?.()) ?? [];
  let exitCode = 2;
  const judge: Phase = {
    title: 'Judge',
    run: async () => {
      if (calmRuns.length > 0) await keepEndsOf(calmRuns, folder.path);
      ({ exitCode } = await judgeRun(folder.path, () => trial.system));
    },
  };
  let summary: readonly string[] = [];
  const report: Phase = {
    title: 'Report',
    run: async () => {
      await folder.writeManifest(status, times, facts?.load, endedAt);
      ({ lines: summary } = await buildReport(folder.path, { colour: process.stdout.hasColors?.() ?? false }));
    },
  };
  await runPhases([judge, report], times, signal);
  print(folder.path, [...phaseSummary(times), ...remarks, '', ...summary]);
  return { exitCode, runDir: folder.path };
}

function print(runDir: string, lines: readonly string[]): void {
  const here = relative(process.cwd(), runDir);
  process.stdout.write(`\n${[...lines, '', `Report: ${join(here, 'report.html')}`].join('\n')}\n`);
}
