import { basename, relative } from 'node:path';
import type { Experiment } from '../../experiment/file/experiment.ts';
import { readExperiment } from '../../experiment/file/experiment-file.ts';
import { CheckError } from '../../verify/check/check-error.ts';
import { optionsOf } from '../../verify/check/checker-options.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';

/** The name of an experiment in the library and in `runs/`: that of its file. */
export function nameOf(path: string): string {
  return basename(path).replace(/\.ya?ml$/, '');
}

/**
 * Reads an experiment file for the lab, which knows its invariants and what may be set of them.
 * @throws UsageError that names each mistake and its line
 */
export function readLabExperiment(path: string): Promise<Experiment> {
  const here = relative(process.cwd(), path);
  const invariants = historyCheckers.map(({ name }) => name);
  return readExperiment(here.startsWith('..') ? path : here, { invariants, mistakeInOption });
}

function mistakeInOption(invariant: string, option: string, value: unknown): string | undefined {
  const checker = historyCheckers.find(({ name }) => name === invariant);
  try {
    if (checker !== undefined) optionsOf(checker, { [option]: value });
    return undefined;
  } catch (error) {
    if (error instanceof CheckError) return `${error.message} (${error.hint.replace(/\.$/, '')})`;
    throw error;
  }
}
