import { faultsOf, loadsOf } from '../../experiment/file/experiment.ts';
import { explain } from '../terminal/explain.ts';
import { experimentNames, experimentPath } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

/**
 * Reads experiments, all of the library where none is named, and prints what each holds or everything that is wrong with it.
 * @returns the exit code: 0 if all are well, 3 if not
 */
export async function validate(names: readonly string[]): Promise<number> {
  let exitCode = 0;
  for (const name of names.length === 0 ? experimentNames() : names) {
    try {
      const { experiment } = await readLabExperiment(experimentPath(name));
      const counts = [
        counted(loadsOf(experiment).length, 'load'),
        counted(faultsOf(experiment).length, 'fault'),
        counted(experiment.invariants.length, 'invariant'),
      ];
      process.stdout.write(`ok  ${name}: ${counts.join(', ')}\n`);
    } catch (error) {
      process.stderr.write(`${explain(error)}\n`);
      exitCode = 3;
    }
  }
  return exitCode;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
