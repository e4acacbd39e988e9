import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { crashPointMethod } from '../../experiment/sweep/crash-points.ts';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import { projectRoot } from '../../kernel/project.ts';
import { readInjections } from '../../observe/collect/injections.ts';
import { prefix } from '../../observe/order-system.ts';
import { runLab } from '../run-lab.ts';
import type { RunOptions } from '../run-options.ts';

export interface SweepOptions extends Omit<RunOptions, 'orders'> {
  readonly only?: string;
  readonly atOnce: number;
}

const experiment = join(projectRoot, 'chaos/experiments/sweeps/crash-points.yaml');
/** Clocks of functions and of this machine may differ by this much, ms. */
const CLOCK_TOLERANCE_MS = 5_000;

/**
 * Runs the crash-point sweep from nothing to a verdict, with a table of its points and their coverage.
 * @returns the exit code: 0 all fired and survived, 1 an order did not, 2 a fault never fired or something could not be judged
 */
export async function runCrashSweep({ only, atOnce, ...options }: SweepOptions, signal: AbortSignal): Promise<number> {
  const methodAt = (cloud: Cloud) =>
    crashPointMethod({ readInjections: (since) => injectionsAt(cloud, since), only, atOnce });
  const { exitCode } = await runLab(experiment, options, signal, methodAt);
  return exitCode;
}

async function injectionsAt(cloud: Cloud, since: number) {
  const logs = new CloudWatchLogsClient(clientConfig(cloud));
  try {
    return await readInjections(logs, prefix, since, Date.now() + CLOCK_TOLERANCE_MS);
  } finally {
    logs.destroy();
  }
}
