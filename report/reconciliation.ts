import type { SagaLife } from './orders.ts';
import type { Run } from './run.ts';

/** What one rule did, and what became of the orders that it hit. */
export interface RuleEffect {
  readonly rule: string;
  readonly fault: string;
  readonly injections: number;
  /** Distinct keys; orders in the order system. */
  readonly keys: number;
  /** The keys' sagas by final state (`open` where there is none), and keys that are no saga's under `not an order`. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Keys that a broken invariant names. */
  readonly offenders: number;
}

/** The ids that broken invariants name. */
export function offendersOf(run: Pick<Run, 'verdict'>): ReadonlySet<string> {
  return new Set((run.verdict?.invariants ?? []).flatMap(({ counterexample }) => counterexample?.ids ?? []));
}

/** The ledger of injections, reconciled rule by rule with the outcomes of the orders. */
export function reconcile(run: Run, sagas: ReadonlyMap<string, SagaLife>): readonly RuleEffect[] {
  const offenders = offendersOf(run);
  const rules = new Map<string, { fault: string; injections: number; keys: Set<string> }>();
  for (const { rule, fault } of run.verdict?.faults ?? []) rules.set(rule, { fault, injections: 0, keys: new Set() });
  for (const { rule, fault, key } of run.ledger) {
    const known = rules.get(rule) ?? { fault, injections: 0, keys: new Set() };
    rules.set(rule, known);
    known.injections += 1;
    if (key != null) known.keys.add(key);
  }
  return [...rules].map(([rule, { fault, injections, keys }]) => ({
    rule,
    fault,
    injections,
    keys: keys.size,
    outcomes: outcomesOf([...keys], sagas),
    offenders: [...keys].filter((key) => offenders.has(key)).length,
  }));
}

/** Sagas by final state, the most frequent first. */
export function outcomesOf(ids: readonly string[], sagas: ReadonlyMap<string, SagaLife>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const saga = sagas.get(id);
    const outcome = saga === undefined ? 'not an order' : (saga.label ?? 'open');
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
