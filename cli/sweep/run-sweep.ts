import { join } from 'node:path';
import { crashPointMethod } from '../../experiment/sweep/crash-points.ts';
import { chosenSystem, type SystemOption } from '../cloud/system-option.ts';
import { experimentsFolder } from '../experiment/experiment-path.ts';
import { runLab } from '../run/run-lab.ts';
import type { SweepOptions } from './sweep-options.ts';

export interface SystemSweepOptions extends SweepOptions, SystemOption {}

/**
 * Runs the crash-point sweep from nothing to a verdict, with a table of its points and their coverage.
 * @returns the exit code: 0 all fired and survived, 1 something did not, 2 a fault never fired or something could not be judged
 */
export async function runCrashSweep(
  { only, atOnce, system: name, ...options }: SystemSweepOptions,
  signal: AbortSignal,
): Promise<number> {
  const system = await chosenSystem({ ...(name !== undefined && { system: name }) });
  const experiment = join(experimentsFolder(system), 'sweeps/crash-points.yaml');
  const { exitCode } = await runLab(experiment, options, signal, crashPointMethod({ only, atOnce }));
  return exitCode;
}
