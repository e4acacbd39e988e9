import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { UsageError } from '../../cli/usage-error.ts';
import type { Mistake } from './experiment/checks/check.ts';
import { type Explained, explainIssue } from './experiment/explain.ts';
import { withModules } from './experiment/modules.ts';
import { didYouMean } from './experiment/vocabulary.ts';
import { type Experiment, experimentSchema } from './experiment.ts';

/** Aliases that a file may expand to: an experiment needs a few at most, a YAML bomb needs many. */
const MAX_ALIASES = 20;

/** What an experiment may name that its schema cannot know: faults and judge share no code. */
export interface KnownNames {
  /** Names of invariants. @default any */
  readonly invariants?: readonly string[];
}

/**
 * Reads an experiment file.
 * @throws UsageError that names each wrong place: line, field, what was given, what was expected, and the likely meaning
 */
export async function readExperiment(path: string, known: KnownNames = {}): Promise<Experiment> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new UsageError(`cannot read the experiment ${path}: ${what}`, {
      cause,
      hint: 'Give the path of a YAML file.',
    });
  });
  return parseExperiment(text, path, known);
}

/** Like {@link readExperiment}, from text; `path` is for the messages, and what the file names is relative to it. */
export function parseExperiment(text: string, path: string, known: KnownNames = {}): Experiment {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const broken = document.errors.map(({ pos, message }) => `${path}:${lineCounter.linePos(pos[0]).line}: ${message}`);
  if (broken.length > 0) throw refusal(path, broken);
  const value = plainValue(() => document.toJS({ maxAliasCount: MAX_ALIASES }), path);
  if (value === null || value === undefined) {
    throw refusal(path, [
      `${path}:1: the file is empty, expected an experiment with title, method, invariants and more`,
    ]);
  }
  const fail = (mistakes: readonly Explained[]) => {
    const line = (at: Explained['at']) => lineOf(document, lineCounter, at);
    const lines = mistakes.map(({ at, says }) => `${path}:${line(at)}: ${at.join('.') || 'the file'}: ${says}`);
    return refusal(path, lines);
  };
  const parsed = experimentSchema.safeParse(value);
  if (!parsed.success) throw fail(parsed.error.issues.flatMap((issue) => explainIssue(issue, value)));
  const { experiment, mistakes } = withModules(parsed.data, dirname(resolve(path)));
  mistakes.push(...unknownInvariants(experiment, known));
  if (mistakes.length > 0) throw fail(mistakes.map(({ path: at, says }) => ({ at, says })));
  return experiment;
}

function unknownInvariants({ invariants }: Experiment, { invariants: known }: KnownNames): Mistake[] {
  if (known === undefined) return [];
  return invariants.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const says = `the judge knows no invariant "${name}"${didYouMean(name, known) || `; it knows ${known.join(', ')}`}`;
    return [{ path: ['invariants', index], says }];
  });
}

function lineOf(document: Document, lineCounter: LineCounter, steps: readonly PropertyKey[]): number {
  for (let length = steps.length; length > 0; length--) {
    const node = document.getIn(steps.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lineCounter.linePos(node.range[0]).line;
  }
  return 1;
}

function plainValue(read: () => unknown, path: string): unknown {
  try {
    return read();
  } catch (cause) {
    const hint = 'Write out what the aliases stand for.';
    throw new UsageError(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause, hint });
  }
}

function refusal(path: string, lines: readonly string[]): UsageError {
  const count = lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`;
  return new UsageError(`the experiment ${path} has ${count}:\n${lines.join('\n')}`, {
    hint: 'chaos/experiments/slow-and-throttled-checkout.yaml is an example with every field.',
  });
}
