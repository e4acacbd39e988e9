import type * as z from 'zod';
import { type HistoryEvent, nemesis } from '../history/event.ts';
import { EventError, HistoryError } from '../history/history-error.ts';
import type { Linearization } from './linearization.ts';
import { counterexampleOf } from './verdict.ts';
import type { Counterexample, Invariant, Validity, Violation } from './verdict-schema.ts';

/** What is missing of a history: its end (`cut`: the rest is whole), or anything (`holes`: whole operations). */
export type Incomplete = 'cut' | 'holes';

/**
 * Whether what is accused stands whatever else is found. `true`: always, because it never argues from what is absent. `cut`:
 * as long as no more is missing than the end of the history. `false`: only where the history is complete.
 */
export type Definite = boolean | 'cut';

/** What a checker says of a history. */
export interface CheckerResult {
  readonly valid: Validity;
  /** How much was judged: a `true` over nothing is worth nothing. */
  readonly counts: Readonly<Record<string, number>>;
  readonly counterexample?: Counterexample;
  /** What stands on incomplete histories, where violations differ in that. */
  readonly standing?: Readonly<Partial<Record<Incomplete, Counterexample | undefined>>>;
  /** What pictures of keys are drawn from that are not linearizable, or not known to be. */
  readonly linearizations?: readonly Linearization[];
  /** Why it is `unknown`, or what could not be said of a violation. */
  readonly error?: string;
}

/** A property of histories: a pure function, and what people must know of it. */
export interface Checker<Options = unknown> {
  readonly name: string;
  /** What holds when it is valid: one sentence. */
  readonly claim: string;
  /** In events n. */
  readonly complexity: string;
  /** Where the definition comes from. */
  readonly source: string;
  /** Whether it may accuse on an incomplete history. */
  readonly definite: Definite;
  /** The words that it looks for, and the counts of its result that say how much of them there was. */
  readonly looksFor?: LooksFor;
  /** What may be set of it, besides a model: everything has a default. */
  readonly options?: z.ZodObject;
  readonly check: (history: readonly HistoryEvent[], options?: Options) => CheckerResult;
}

/** What there must be for a checker to judge anything. */
export interface LooksFor {
  readonly words: readonly string[];
  /** Names of counts: where all of them are 0, nothing was judged. */
  readonly counted: readonly string[];
}

/** The result of a checker that looks for violations: valid when there are none. */
export function resultOf(violations: readonly Violation[], counts: Readonly<Record<string, number>>): CheckerResult {
  const counterexample = counterexampleOf(violations);
  return counterexample === undefined
    ? { valid: true, counts }
    : { valid: false, counts: { ...counts, violations: violations.length }, counterexample };
}

/** The same where some violations stand on incomplete histories and others do not: the most certain ones first. */
export function gradedResultOf(
  { always = [], cut = [], complete = [] }: Partial<Record<'always' | 'cut' | 'complete', readonly Violation[]>>,
  counts: Readonly<Record<string, number>>,
): CheckerResult {
  return {
    ...resultOf([...always, ...cut, ...complete], counts),
    standing: { holes: counterexampleOf(always), cut: counterexampleOf([...always, ...cut]) },
  };
}

/** How a history is to be judged. */
export interface Judging<Options> {
  /** What is missing of the history; asked when it has been read. Nothing when nothing is said. */
  readonly incomplete?: Incomplete | undefined;
  /** A history that holds nothing of what a checker looks for is valid, not `unknown`. */
  readonly allowEmpty?: boolean | undefined;
  readonly options?: Options;
}

/**
 * Run a checker. One that crashes has judged nothing: `unknown`, with the crash as the reason. So is a violation on an
 * incomplete history that what is missing might explain, and a history that holds nothing of what the checker looks for.
 */
export function judge<Options>(
  checker: Checker<Options>,
  history: readonly HistoryEvent[],
  judging: Judging<Options> = {},
): Invariant {
  try {
    return examine(checker, history, judging);
  } catch (error) {
    const { name, claim } = checker;
    return { name, claim, valid: 'unknown', counts: {}, error: (error as Error).message };
  }
}

/**
 * The same for who can name the line of an event.
 * @throws EventError for an event that the checker cannot take, HistoryError for what is no history, where it is read meanwhile
 */
export function examine<Options>(
  checker: Checker<Options>,
  history: readonly HistoryEvent[],
  judging: Judging<Options> = {},
): Invariant {
  const { name, claim } = checker;
  try {
    const result = checker.check(history, judging.options);
    return invariantOf(checker, result, judging, () => nothingToJudge(checker, result, history));
  } catch (error) {
    if (error instanceof EventError || error instanceof HistoryError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { name, claim, valid: 'unknown', counts: {}, error: `the checker crashed: ${reason}` };
  }
}

/** What a result means for a history. @param emptiness why nothing was judged, if that is so */
export function invariantOf<Options>(
  { name, claim, definite }: Pick<Checker<Options>, 'name' | 'claim' | 'definite'>,
  { valid, counts, counterexample, standing, linearizations, error }: CheckerResult,
  { incomplete, allowEmpty = false }: Judging<Options>,
  emptiness: () => string | undefined = () => undefined,
): Invariant {
  const found = {
    name,
    claim,
    valid,
    counts: { ...counts },
    ...(linearizations && { linearizations: [...linearizations] }),
    ...(error !== undefined && { error }),
  };
  if (valid === false) {
    const stands = definite === true || definite === incomplete ? counterexample : undefined;
    const accused = incomplete === undefined ? counterexample : standing === undefined ? stands : standing[incomplete];
    if (incomplete === undefined || accused !== undefined) return { ...found, counterexample: accused };
    const summary = counterexample?.summary ?? 'a violation';
    return { ...found, counterexample, valid: 'unknown', error: `on an incomplete history: ${summary}` };
  }
  const empty = valid === true && !allowEmpty ? emptiness() : undefined;
  if (empty !== undefined) return { ...found, valid: 'unknown', error: empty };
  return { ...found, counterexample };
}

const mostNamed = 8;

/** Why nothing was judged, if that is so. */
function nothingToJudge(
  { looksFor }: Pick<Checker<never>, 'looksFor'>,
  { counts }: CheckerResult,
  history: Iterable<HistoryEvent>,
): string | undefined {
  if (looksFor?.counted.some((count) => (counts[count] as number) > 0)) return undefined;
  const words = new Set<string>();
  for (const { process, f } of history) {
    if (process === nemesis) continue;
    if (looksFor === undefined) return undefined;
    words.add(f);
  }
  const sought = (looksFor?.words ?? []).map((word) => word.split(' ')[0]);
  const isThere = sought.some((word) => words.has(word as string));
  const held = words.size === 0 ? 'nothing but the nemesis' : [...words].slice(0, mostNamed).join(', ');
  const more = words.size > mostNamed ? ` and ${words.size - mostNamed} others` : '';
  const looks = looksFor === undefined ? '' : `: it looks for ${looksFor.words.join(', ')}`;
  return `nothing to judge${looks}; the history holds ${held}${more}${isThere ? ', and none of it counts' : ''}`;
}
