import type { Method } from '../../experiment/run/method.ts';
import { deploymentOf } from '../../infra/deployment.ts';
import { findSabotage } from '../../infra/sabotage.ts';
import { runsFolder } from '../../kernel/project.ts';
import { withArtillery } from '../../loadtest/with-artillery.ts';
import { experimentPath } from '../experiment/experiment-path.ts';
import { nameOf, readLabExperiment } from '../experiment/read.ts';
import type { RunEnd } from './judge-trial.ts';
import type { RunOptions } from './run-options.ts';
import { runTrial } from './run-trial.ts';
import type { Trial } from './trial.ts';

/** Runs an experiment of the library, or of a file, from nothing to a verdict and a report. */
export async function runLab(name: string, options: RunOptions, signal: AbortSignal, method?: Method): Promise<RunEnd> {
  const file = experimentPath(name);
  const { experiment, system } = await readLabExperiment(file);
  const { sabotage } = options;
  if (sabotage !== undefined) findSabotage(system.folder, sabotage);
  if (options.on === 'sim') {
    const { runSimulated } = await import('./run-simulated.ts');
    return runSimulated({ name: nameOf(file), experiment, system, runs: runsFolder }, options, signal);
  }
  const trial: Trial = {
    ...{ name: nameOf(file), experiment, system, deployment: deploymentOf(system, sabotage), drive: withArtillery },
    ...{ runs: runsFolder, method },
  };
  return runTrial(trial, options, signal);
}
