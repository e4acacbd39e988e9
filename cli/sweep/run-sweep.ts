import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { crashPointMethod } from '../../experiment/sweep/crash-points.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import { readInjections } from '../../observe/collect/injections.ts';
import type { System } from '../../system/system.ts';
import { chosenSystem, type SystemOption } from '../cloud/system-option.ts';
import { experimentsFolder } from '../experiment/experiment-path.ts';
import { runLab } from '../run/run-lab.ts';
import type { RunOptions } from '../run/run-options.ts';

export interface SweepOptions extends Omit<RunOptions, 'count'>, SystemOption {
  readonly only?: string;
  readonly atOnce: number;
}

/** Clocks of functions and of this machine may differ by this much, ms. */
const CLOCK_TOLERANCE_MS = 5_000;

/**
 * Runs the crash-point sweep from nothing to a verdict, with a table of its points and their coverage.
 * @returns the exit code: 0 all fired and survived, 1 something did not, 2 a fault never fired or something could not be judged
 */
export async function runCrashSweep(
  { only, atOnce, system: name, ...options }: SweepOptions,
  signal: AbortSignal,
): Promise<number> {
  const system = await chosenSystem({ ...(name !== undefined && { system: name }) });
  const experiment = join(experimentsFolder(system), 'sweeps/crash-points.yaml');
  const methodAt = (cloud: Cloud) =>
    crashPointMethod({ readInjections: (since) => injectionsAt(cloud, system, since), only, atOnce });
  const { exitCode } = await runLab(experiment, options, signal, methodAt);
  return exitCode;
}

async function injectionsAt(cloud: Cloud, { name }: System, since: number) {
  const { functions } = await findDeployed(cloud, name);
  const logs = new CloudWatchLogsClient(clientConfig(cloud));
  try {
    return await readInjections(logs, functions, since, Date.now() + CLOCK_TOLERANCE_MS);
  } finally {
    logs.destroy();
  }
}
