import { dirname, resolve } from 'node:path';
import { isPackage } from '../../kernel/project.ts';
import type { Mistake } from './checks/check.ts';
import { completed, type Experiment, experimentSchema, type Standing } from './experiment.ts';
import { explainIssue } from './explain.ts';
import type { ExperimentFile } from './fields.ts';
import { invariantName } from './invariants.ts';
import { withModules } from './modules.ts';
import { didYouMean } from './vocabulary.ts';
import { parseYaml, readText } from './yaml-file.ts';

/** What an experiment may name that its schema cannot know: faults and judge share no code. */
export interface KnownNames {
  /** Names of invariants. @default any */
  readonly invariants?: readonly string[];
  /** What is wrong with an option of a known invariant: a sentence without a full stop. @default nothing */
  readonly mistakeInOption?: (invariant: string, option: string, value: unknown) => string | undefined;
}

const kind = {
  what: 'experiment',
  holds: 'title, method, rollbacks and more',
  hint: isPackage
    ? 'npx faultline init writes some that fit.'
    : './lab experiment list names examples; ./lab experiment schema prints every field.',
};

/**
 * Reads an experiment file.
 * @param standing what the system under test brings to it
 * @throws UsageError that names each wrong place: line, field, what was given, what was expected, and the likely meaning
 */
export async function readExperiment(path: string, standing: Standing, known: KnownNames = {}): Promise<Experiment> {
  return parseExperiment(await readText(path, kind.what), path, standing, known);
}

/** What an experiment file holds, not yet looked at. @throws UsageError if it cannot be read */
export async function readValue(path: string): Promise<unknown> {
  return parseYaml(await readText(path, kind.what), path, kind).value;
}

/** The system that an experiment names, if it names one. */
export function systemNameIn(value: unknown): string | undefined {
  const named = typeof value === 'object' && value !== null && 'system' in value ? value.system : undefined;
  return typeof named === 'string' ? named : undefined;
}

/** Like {@link readExperiment}, from text; `path` is for the messages, and what the file names is relative to it. */
export function parseExperiment(text: string, path: string, standing: Standing, known: KnownNames = {}): Experiment {
  const file = parseYaml(text, path, kind);
  const parsed = experimentSchema.safeParse(file.value);
  if (!parsed.success) {
    throw file.refuse(parsed.error.issues.flatMap((issue) => explainIssue(issue, file.value)));
  }
  const { experiment, mistakes } = withModules(parsed.data, dirname(resolve(path)));
  mistakes.push(...unknownInvariants(experiment, known), ...takenNames(experiment, standing));
  if (mistakes.length > 0) throw file.refuse(mistakes.map(({ path: at, says }) => ({ at, says })));
  return completed(experiment, standing);
}

/** Two probes of one name could not be told apart in the verdict. */
function takenNames({ 'steady-state-hypothesis': own }: ExperimentFile, { steadyState }: Standing): Mistake[] {
  return (own?.probes ?? []).flatMap(({ name }, index): Mistake[] => {
    if (!steadyState.some((standing) => standing.name === name)) return [];
    const path = ['steady-state-hypothesis', 'probes', index, 'name'];
    return [{ path, says: `expected a name of its own, got "${name}", which is a probe of the system's steady state` }];
  });
}

function unknownInvariants(
  { invariants }: ExperimentFile,
  { invariants: known, mistakeInOption }: KnownNames,
): Mistake[] {
  if (known === undefined) return [];
  return invariants.flatMap((choice, index): Mistake[] => {
    const name = invariantName(choice);
    const path = ['invariants', index];
    if (!known.includes(name)) {
      const says = `the judge knows no invariant "${name}"${didYouMean(name, known) || `; it knows ${known.join(', ')}`}`;
      return [{ path, says }];
    }
    if (typeof choice === 'string') return [];
    return Object.entries(choice.options).flatMap(([option, value]) => {
      const says = mistakeInOption?.(name, option, value);
      return says === undefined ? [] : [{ path: [...path, 'options', option], says }];
    });
  });
}
