import type { Counterexample, Facts, FaultFact, Invariant, Verdict, Violation } from './verdict-schema.ts';

/** What a verdict is made of. */
export interface Findings {
  readonly invariants: readonly Invariant[];
  readonly faults: readonly FaultFact[];
  readonly history: Verdict['history'];
  readonly facts: Facts;
}

/** Offending ids and violations kept of one invariant. */
export const maxOffenders = 1000;

const exitCodes = { pass: 0, fail: 1, inconclusive: 2 } as const;

/**
 * Combine what the checkers found. A broken invariant is a `fail` whatever else is unknown. Otherwise anything that
 * was not judged, a fault that never fired or a hole in the history makes the run `inconclusive`, never green.
 */
export function verdictOf(findings: Findings): Verdict {
  const broken = findings.invariants.filter((invariant) => invariant.valid === false);
  const unknown = findings.invariants.filter((invariant) => invariant.valid === 'unknown');
  const reasons = [
    ...broken.map(
      (invariant) => `${invariant.name} is broken: ${invariant.counterexample?.summary ?? invariant.claim}`,
    ),
    ...unknown.map((invariant) => `${invariant.name} could not be judged: ${invariant.error ?? 'no reason given'}`),
    ...findings.faults.filter((fault) => fault.fired === 0).map((fault) => `the fault ${fault.rule} never fired`),
    ...findings.history.problems,
  ];
  if (findings.invariants.length === 0) reasons.push('nothing was judged');
  if (!findings.history.complete && findings.history.problems.length === 0) reasons.push('the history is incomplete');
  const verdict = broken.length > 0 ? 'fail' : reasons.length > 0 ? 'inconclusive' : 'pass';
  return {
    schema: 2,
    verdict,
    exitCode: exitCodes[verdict],
    reasons,
    invariants: [...findings.invariants],
    faults: [...findings.faults],
    history: findings.history,
    facts: findings.facts,
  };
}

/** Violations as a counterexample, bounded; undefined when there are none. @param summary of the first violation */
export function counterexampleOf(violations: readonly Violation[]): Counterexample | undefined {
  const first = violations[0];
  if (first === undefined) return undefined;
  const ids = [...new Set(violations.map((violation) => violation.id))];
  const others = ids.length === 1 ? '' : ` (and ${ids.length - 1} more)`;
  return {
    summary: `${first.id}: ${first.what}${others}`,
    ids: ids.slice(0, maxOffenders),
    total: ids.length,
    violations: violations.slice(0, maxOffenders),
  };
}
