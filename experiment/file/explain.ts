import type * as z from 'zod';
import { didYouMean, vocabulary } from './vocabulary.ts';

/** A mistake at a place of a file, as a sentence without a full stop. */
export interface Explained {
  readonly at: readonly PropertyKey[];
  readonly says: string;
}

/** A longer list of choices is cut: the likely one is named anyway. */
const MOST_CHOICES = 8;
const MOST_CHARACTERS = 200;

/**
 * What an issue of a schema means: what was expected, what was given, and what was probably meant.
 * @param words what may have been meant: every word of the schema
 */
export function explainIssue(issue: z.core.$ZodIssue, file: unknown, words = () => vocabulary()): Explained[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: [...issue.path, key],
      says: `unknown field${didYouMean(key, words())}`,
    }));
  }
  const nested = issue.code === 'invalid_union' ? meantBranch(issue) : undefined;
  if (nested !== undefined) return nested.flatMap((inner) => explainIssue(inner, file, words));
  const says =
    issue.code === 'custom' && issue.params?.complete === true ? issue.message : complaint(issue, file, words);
  return [{ at: issue.path, says }];
}

/** The branch of a union that the writer seems to have meant: the one that is of the right type as a whole. */
function meantBranch({ errors, path }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  const meant = errors.find((branch) =>
    branch.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'),
  );
  return meant?.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
}

function complaint(issue: z.core.$ZodIssue, file: unknown, words: () => readonly string[]): string {
  const got = issue.path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step],
    file,
  );
  const given = got === undefined ? 'nothing' : shortened(JSON.stringify(got));
  const choices = choicesOf(issue);
  const expected =
    choices === undefined
      ? issue.message.replace(/^Invalid (input|option): |, received \w+$/g, '')
      : `expected ${choices.length > MOST_CHOICES ? `one of ${choices.length}, such as ${choices.slice(0, MOST_CHOICES).join(', ')}` : choices.join(' or ')}`;
  const hint = typeof got === 'string' ? didYouMean(got, choices ?? words()) : '';
  return `${expected}, got ${given}${hint}`;
}

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function choicesOf(issue: z.core.$ZodIssue): string[] | undefined {
  if (issue.code === 'custom' && Array.isArray(issue.params?.choices)) return issue.params.choices.map(String);
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_union' && 'options' in issue ? issue.options.map(String) : undefined;
}
