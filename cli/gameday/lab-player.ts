import { experimentPath, libraryExperiments } from '../experiment/experiment-path.ts';
import { readLabExperiment } from '../experiment/read.ts';
import { runLab } from '../run/run-lab.ts';
import type { Player } from './run-game-day.ts';

/** Plays experiments of the library, or of files. */
export const labPlayer: Player = {
  check: (experiment) => readLabExperiment(experimentPath(experiment)),
  run: (experiment, options, signal) => runLab(experiment, options, signal),
};

/** All experiments of the library, each beside its system. */
export function libraryNames(): string[] {
  return libraryExperiments().map(({ system, name }) => `${system.name}/${name}`);
}
