import type * as z from 'zod';
import type { HistoryEvent } from '../history/event.ts';
import type { Linearization } from './linearization.ts';
import { counterexampleOf } from './verdict.ts';
import type { Counterexample, Invariant, Validity, Violation } from './verdict-schema.ts';

/** What a checker says of a history. */
export interface CheckerResult {
  readonly valid: Validity;
  /** How much was judged: a `true` over nothing is worth nothing. */
  readonly counts: Readonly<Record<string, number>>;
  readonly counterexample?: Counterexample;
  /** What pictures of keys are drawn from that are not linearizable, or not known to be. */
  readonly linearizations?: readonly Linearization[];
  /** Why it is `unknown`. */
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
  /**
   * A violation that it finds stays one whatever else is found: it never argues from what is absent. Only such a checker
   * may accuse on an incomplete history.
   */
  readonly definite: boolean;
  /** What may be set of it, besides a model: everything has a default. */
  readonly options?: z.ZodObject;
  readonly check: (history: readonly HistoryEvent[], options?: Options) => CheckerResult;
}

/** The result of a checker that looks for violations: valid when there are none. */
export function resultOf(violations: readonly Violation[], counts: Readonly<Record<string, number>>): CheckerResult {
  const counterexample = counterexampleOf(violations);
  return counterexample === undefined
    ? { valid: true, counts }
    : { valid: false, counts: { ...counts, violations: violations.length }, counterexample };
}

/**
 * Run a checker. One that crashes has judged nothing: `unknown`, with the crash as the reason. So is a violation on an
 * incomplete history that what is missing might explain.
 */
export function judge<Options>(
  checker: Checker<Options>,
  history: readonly HistoryEvent[],
  { complete = true, options }: { readonly complete?: boolean; readonly options?: Options } = {},
): Invariant {
  const { name, claim } = checker;
  try {
    const { valid, counts, counterexample, linearizations, error } = checker.check(history, options);
    const found = {
      name,
      claim,
      valid,
      counts: { ...counts },
      ...(counterexample && { counterexample }),
      ...(linearizations && { linearizations: [...linearizations] }),
    };
    if (valid !== false || complete || checker.definite) return { ...found, ...(error !== undefined && { error }) };
    const summary = counterexample?.summary ?? 'a violation';
    return { ...found, valid: 'unknown', error: `on an incomplete history: ${summary}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, claim, valid: 'unknown', counts: {}, error: `the checker crashed: ${reason}` };
  }
}
