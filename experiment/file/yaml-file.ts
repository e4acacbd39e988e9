import { readFile } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Explained } from './explain.ts';

/** Aliases that a file may expand to: such a file needs a few at most, a YAML bomb needs many. */
const MAX_ALIASES = 20;

/** A file that people write has some kilobytes. */
const MAX_CHARACTERS = 1_000_000;

/** Who has more mistakes than this has one that causes the others. */
const MOST_LINES = 20;

/** What a file is, for messages. */
export interface FileKind {
  /** `experiment`. */
  readonly what: string;
  /** What it holds, for who gives an empty one. */
  readonly holds: string;
  /** Where a good one can be seen. */
  readonly hint: string;
}

/** A YAML file that was read. */
export interface YamlFile {
  readonly value: unknown;
  /** The error that names these mistakes, each with its line. */
  refuse(mistakes: readonly Explained[]): UsageError;
}

/** The text of a file. @throws UsageError if it cannot be read */
export async function readText(path: string, what: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new UsageError(`cannot read the ${what} ${path}: ${why}`, { cause, hint: 'Give the path of a YAML file.' });
  });
}

/** Parses YAML. @throws UsageError with the line of each mistake, also if it is empty or a YAML bomb */
export function parseYaml(text: string, path: string, { what, holds, hint }: FileKind): YamlFile {
  if (text.length > MAX_CHARACTERS) {
    const says = `has ${text.length} characters; expected at most ${MAX_CHARACTERS}`;
    throw new UsageError(`the ${what} ${path} ${says}`, { hint });
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const refusal = (lines: readonly string[]) => {
    const count = lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`;
    const shown = lines.slice(0, MOST_LINES);
    if (lines.length > MOST_LINES) shown.push(`and ${lines.length - MOST_LINES} more`);
    return new UsageError(`the ${what} ${path} has ${count}:\n${shown.join('\n')}`, { hint });
  };
  // The parser descends by calling itself.
  if (document.errors.some(({ message }) => /call stack|stack overflow/i.test(message))) {
    throw refusal([`${path}:1: is nested deeper than any ${what}`]);
  }
  const broken = document.errors.map(({ pos, message }) => `${path}:${lineCounter.linePos(pos[0]).line}: ${message}`);
  if (broken.length > 0) throw refusal(broken);
  const value = plainValue(() => document.toJS({ maxAliasCount: MAX_ALIASES }), path);
  if (value === null || value === undefined) {
    throw refusal([`${path}:1: the file is empty, expected an ${what} with ${holds}`]);
  }
  return {
    value,
    refuse: (mistakes) =>
      refusal(
        mistakes.map(
          ({ at, says }) => `${path}:${lineOf(document, lineCounter, at)}: ${at.join('.') || 'the file'}: ${says}`,
        ),
      ),
  };
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
