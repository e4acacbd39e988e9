import type { HistoryEvent } from '../event.ts';
import { counterexampleOf } from '../verdict.ts';
import type { Counterexample, Invariant, Validity, Violation } from '../verdict-schema.ts';

/** What a checker says of a history. */
export interface CheckerResult {
  readonly valid: Validity;
  /** How much was judged: a `true` over nothing is worth nothing. */
  readonly counts: Readonly<Record<string, number>>;
  readonly counterexample?: Counterexample;
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
  readonly check: (history: readonly HistoryEvent[], options?: Options) => CheckerResult;
}

/** The result of a checker that looks for violations: valid when there are none. */
export function resultOf(violations: readonly Violation[], counts: Readonly<Record<string, number>>): CheckerResult {
  const counterexample = counterexampleOf(violations);
  return counterexample === undefined
    ? { valid: true, counts }
    : { valid: false, counts: { ...counts, violations: violations.length }, counterexample };
}

/** Run a checker. One that crashes has judged nothing: `unknown`, with the crash as the reason. */
export function judge<Options>(
  checker: Checker<Options>,
  history: readonly HistoryEvent[],
  options?: Options,
): Invariant {
  const { name, claim } = checker;
  try {
    const result = checker.check(history, options);
    return { name, claim, ...result, counts: { ...result.counts } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, claim, valid: 'unknown', counts: {}, error: `the checker crashed: ${reason}` };
  }
}
