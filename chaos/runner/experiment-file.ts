import { readFile } from 'node:fs/promises';
import leven from 'leven';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../../cli/usage-error.ts';
import { type Experiment, experimentSchema } from './experiment.ts';

/** Aliases that a file may expand to: an experiment needs a few at most, a YAML bomb needs many. */
const MAX_ALIASES = 20;

/**
 * Reads an experiment file.
 * @throws UsageError that names each wrong place: line, field, what was given, what was expected, and the likely meaning
 */
export async function readExperiment(path: string): Promise<Experiment> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new UsageError(`cannot read the experiment ${path}: ${what}`, {
      cause,
      hint: 'Give the path of a YAML file.',
    });
  });
  return parseExperiment(text, path);
}

/** Like {@link readExperiment}, from text; `path` is for the messages. */
export function parseExperiment(text: string, path: string): Experiment {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const broken = document.errors.map(({ pos, message }) => `${path}:${lineCounter.linePos(pos[0]).line}: ${message}`);
  if (broken.length > 0) throw refusal(path, broken);
  const value = plainValue(() => document.toJS({ maxAliasCount: MAX_ALIASES }), path);
  const parsed = experimentSchema.safeParse(value);
  if (parsed.success) return parsed.data;

  const lineOf = (steps: readonly PropertyKey[]): number => {
    for (let length = steps.length; length > 0; length--) {
      const node = document.getIn(steps.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const lines = parsed.error.issues.flatMap((issue) =>
    problems(issue, value).map(({ at, says }) => `${path}:${lineOf(at)}: ${at.join('.') || 'the file'}: ${says}`),
  );
  throw refusal(path, lines);
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

interface Problem {
  readonly at: readonly PropertyKey[];
  readonly says: string;
}

function problems(issue: z.core.$ZodIssue, file: unknown): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ at: [...issue.path, key], says: `unknown field${didYouMean(key)}` }));
  }
  const got = issue.path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step],
    file,
  );
  const given = got === undefined ? 'nothing' : JSON.stringify(got);
  const hint = typeof got === 'string' ? didYouMean(got) : '';
  return [
    {
      at: issue.path,
      says: `${issue.message.replace(/^Invalid (input|option): |, received \w+$/g, '')}, got ${given}${hint}`,
    },
  ];
}

function didYouMean(word: string): string {
  const close = vocabulary().find(
    (known) => known !== word && leven(known, word) <= Math.max(1, Math.floor(word.length / 4)),
  );
  return close === undefined ? '' : `; did you mean "${close}"?`;
}

/** Every field name and fixed value that the schema knows. */
function vocabulary(): string[] {
  const words = new Set<string>();
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, nested] of Object.entries(value)) {
      if (key === 'properties') for (const field of Object.keys(nested)) words.add(field);
      if (key === 'const' && typeof nested === 'string') words.add(nested);
      if (key === 'enum' && Array.isArray(nested)) for (const choice of nested) words.add(String(choice));
      visit(nested);
    }
  };
  visit(z.toJSONSchema(experimentSchema, { io: 'input', unrepresentable: 'any' }));
  return [...words];
}
