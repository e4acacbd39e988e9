import { basename, relative } from 'node:path';
import type { Experiment } from '../../chaos/runner/experiment.ts';
import { readExperiment } from '../../chaos/runner/experiment-file.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';

/** The name of an experiment in the library and in `runs/`: that of its file. */
export function nameOf(path: string): string {
  return basename(path).replace(/\.ya?ml$/, '');
}

/**
 * Reads an experiment file for the lab, which knows its invariants.
 * @throws UsageError that names each mistake and its line
 */
export function readLabExperiment(path: string): Promise<Experiment> {
  const here = relative(process.cwd(), path);
  return readExperiment(here.startsWith('..') ? path : here, { invariants: historyCheckers.map(({ name }) => name) });
}
