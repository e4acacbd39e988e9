import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { crashPointMethod } from '../../chaos/runner/sweep/crash-points.ts';
import { sweepFile, sweepSchema } from '../../chaos/runner/sweep/sweep-file.ts';
import { variants } from '../../chaos/runner/sweep/variant.ts';
import { type Cloud, clientConfig } from '../../localstack/cloud.ts';
import { readInjections } from '../../observe/collect/injections.ts';
import { prefix } from '../../observe/order-system.ts';
import { runFiles } from '../../observe/run-files.ts';
import { readSnapshot } from '../../observe/snapshot.ts';
import { verdictSchema } from '../../verify/verdict-schema.ts';
import { projectRoot } from '../project.ts';
import { runLab } from '../run-lab.ts';
import type { RunOptions } from '../run-options.ts';
import { coverageOf, exitCodeOf, outcomesOf } from './outcomes.ts';
import { coverageLines, tableOf } from './sweep-table.ts';

export interface SweepOptions extends Omit<RunOptions, 'orders'> {
  readonly only?: string;
  readonly atOnce: number;
}

const experiment = join(projectRoot, 'chaos/experiments/sweeps/crash-points.yaml');
/** Clocks of functions and of this machine may differ by this much, ms. */
const CLOCK_TOLERANCE_MS = 5_000;

/**
 * Runs the crash-point sweep from nothing to a verdict, a table of its points and their coverage.
 * @returns the exit code: 0 all fired and survived, 1 an order did not, 2 a fault never fired or something could not be judged
 */
export async function runCrashSweep({ only, atOnce, ...options }: SweepOptions, signal: AbortSignal): Promise<number> {
  const methodAt = (cloud: Cloud) =>
    crashPointMethod({ readInjections: (since) => injectionsAt(cloud, since), only, atOnce });
  const { exitCode, runDir } = await runLab(experiment, options, signal, methodAt);
  const file = join(runDir, sweepFile);
  const sweep = sweepSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const verdict = verdictSchema.parse(JSON.parse(await readFile(join(runDir, runFiles.verdict), 'utf8')));
  const { injections, sagas } = await readSnapshot(runDir);
  const outcomes = outcomesOf(sweep.trials, { injections, sagas, verdict });
  const coverage = coverageOf(
    sweep.points,
    variants.map(({ name }) => name),
    outcomes,
  );
  await writeFile(file, `${JSON.stringify({ ...sweep, outcomes, coverage }, null, 2)}\n`);
  process.stdout.write(
    `\n${[...tableOf(sweep.points, outcomes), '', ...coverageLines(coverage, outcomes)].join('\n')}\n`,
  );
  return exitCodeOf(exitCode, coverage);
}

async function injectionsAt(cloud: Cloud, since: number) {
  const logs = new CloudWatchLogsClient(clientConfig(cloud));
  try {
    return await readInjections(logs, prefix, since, Date.now() + CLOCK_TOLERANCE_MS);
  } finally {
    logs.destroy();
  }
}
