import { parseExperiment } from '../../experiment/file/experiment-file.ts';
import { parseYaml, readText } from '../../experiment/file/yaml-file.ts';
import { importFromChaosToolkit } from '../../experiment/imports/chaos-toolkit.ts';
import { importFromFailureLambda } from '../../experiment/imports/failure-lambda.ts';
import { importFromFis } from '../../experiment/imports/fis.ts';
import type { Imported, ImportOptions } from '../../experiment/imports/imported.ts';
import type { Tool } from '../../experiment/imports/tool-of.ts';
import { systemNamed, systems } from '../../functions/systems.ts';
import { durationSchema } from '../../kernel/duration.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { writeOutput } from './output.ts';

/** Options of `./lab experiment import`, as they were typed. */
export interface ImportArguments {
  readonly from: Tool;
  readonly out?: string;
  readonly system?: string;
  readonly function?: string;
  readonly seed: number;
  readonly count: number;
  readonly rate: number;
  readonly for: string;
}

/**
 * Writes a file of another tool as an experiment, and to standard error what has no counterpart here.
 * @returns the exit code: 0 when all of it is in the experiment, 2 when something is not
 * @throws UsageError if the file is not of that tool, or makes no experiment
 */
export async function importExperiment(path: string, options: ImportArguments): Promise<number> {
  const kind = {
    what: 'file',
    holds: `an experiment of ${options.from}`,
    hint: 'Give a JSON or YAML file of that tool.',
  };
  const { value } = parseYaml(await readText(path, kind.what), path, kind);
  const system = options.system === undefined ? systems[0] : systemNamed(options.system);
  const standing = system.steadyState.map(({ name }) => name);
  const { text, missing, different } = translated(value, options, {
    system: system.name,
    standing,
    seed: options.seed,
    operations: options.count,
    rate: options.rate,
    duration: lengthOf(options.for),
  });
  for (const line of missing) process.stderr.write(`no counterpart: ${line}\n`);
  for (const line of different) process.stderr.write(`otherwise here: ${line}\n`);
  parseExperiment(text, options.out ?? 'the experiment', { steadyState: system.steadyState, invariants: [] });
  await writeOutput(text, options.out);
  return missing.length === 0 ? 0 : 2;
}

function translated(value: unknown, { from, function: wrapped }: ImportArguments, options: ImportOptions): Imported {
  if (from === 'chaostoolkit') return importFromChaosToolkit(value, options);
  if (from === 'fis') return importFromFis(value, options);
  if (wrapped === undefined) {
    throw new UsageError('a configuration of failure-lambda does not say which function it is of', {
      hint: 'Name it: --function orders-payments',
    });
  }
  return importFromFailureLambda(value, { ...options, function: wrapped });
}

function lengthOf(text: string): number {
  const parsed = durationSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--for ${text}: expected a duration such as 500ms, 20s or 2m`);
}
