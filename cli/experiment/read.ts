import { basename, relative, sep } from 'node:path';
import type { Experiment } from '../../experiment/file/experiment.ts';
import { type KnownNames, readExperiment, readValue, systemNameIn } from '../../experiment/file/experiment-file.ts';
import { toolOf } from '../../experiment/imports/tool-of.ts';
import { systemNamed, systems } from '../../functions/systems.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { System } from '../../system/system.ts';
import { CheckError } from '../../verify/check/check-error.ts';
import { optionsOf } from '../../verify/check/checker-options.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { runCheckers } from '../../verify/checkers/run-checkers.ts';
import type { Checker } from '../../verify/verdict/checker.ts';
import { experimentsFolder } from './experiment-path.ts';

/** The name of an experiment in the library and in `runs/`: that of its file. */
export function nameOf(path: string): string {
  return basename(path).replace(/\.(ya?ml|json)$/, '');
}

/** An experiment and the system that it is about. */
export interface LabExperiment {
  readonly experiment: Experiment;
  readonly system: System;
}

/**
 * Reads an experiment file for the lab, which knows its system, its invariants and what may be set of them.
 * @throws UsageError that names each mistake and its line
 */
export async function readLabExperiment(path: string): Promise<LabExperiment> {
  const here = relative(process.cwd(), path);
  const file = here.startsWith('..') ? path : here;
  const system = await systemOf(path, file);
  const standing = [...(await system.judging()).invariants, ...runCheckers];
  const checkers = [...new Set([...historyCheckers, ...standing])];
  const known = { invariants: checkers.map(({ name }) => name), mistakeInOption: mistakeInOptionOf(checkers) };
  const { steadyState } = system;
  const experiment = await readExperiment(file, { steadyState, invariants: standing.map(({ name }) => name) }, known);
  return { experiment, system };
}

/** The system that an experiment names, else the one in whose folder it lies. */
async function systemOf(path: string, file: string): Promise<System> {
  const value = await readValue(file);
  const tool = toolOf(value);
  if (tool !== undefined) {
    throw new UsageError(`${file} is a file of ${tool}, not an experiment of the lab`, {
      hint: `Bring it in: ./lab experiment import --from ${tool} ${file}`,
    });
  }
  const named = systemNameIn(value);
  if (named !== undefined) return systemNamed(named);
  const holder = systems.find((system) => path.startsWith(`${experimentsFolder(system)}${sep}`));
  if (holder !== undefined) return holder;
  throw new UsageError(`the experiment ${file} does not say which system it is about`, {
    hint: `Begin it with one of: ${systems.map(({ name }) => `system: ${name}`).join(', ')}`,
  });
}

function mistakeInOptionOf(checkers: readonly Checker[]): NonNullable<KnownNames['mistakeInOption']> {
  return (invariant, option, value) => {
    const checker = checkers.find(({ name }) => name === invariant);
    try {
      if (checker !== undefined) optionsOf(checker, { [option]: value });
      return undefined;
    } catch (error) {
      if (error instanceof CheckError) return `${error.message} (${error.hint.replace(/\.$/, '')})`;
      throw error;
    }
  };
}
