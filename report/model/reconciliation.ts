import { type Fate, fates, fatesOf, ordersOf } from './fates.ts';
import type { SagaLife } from './orders.ts';
import { rowNameOf } from './rule-rows.ts';
import type { Run } from './run.ts';

/** What one rule did, and what became of the orders that it hit. */
export interface RuleEffect {
  readonly rule: string;
  readonly fault: string;
  readonly injections: number;
  /** Distinct orders; keys that stand for none count as they are. */
  readonly keys: number;
  /** The keys' sagas by final state (`open` where there is none), and keys that are no saga's under `not an order`. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** How the system got over the injections, the worst first. */
  readonly fates: ReadonlyMap<Fate, number>;
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
  const orders = ordersOf(run, sagas);
  const fateOf = fatesOf(run, orders, sagas, offenders);
  const rowOf = rowNameOf(run);
  const rules = new Map((run.verdict?.faults ?? []).map(({ rule, fault }) => [rowOf(rule), unfired(fault)]));
  for (const injection of run.ledger) {
    const { fault, key } = injection;
    const rule = rowOf(injection.rule);
    const known = rules.get(rule) ?? unfired(fault);
    rules.set(rule, known);
    known.injections += 1;
    if (key != null) known.keys.add(orders.get(key) ?? key);
    const fate = fateOf(injection);
    known.fates.set(fate, (known.fates.get(fate) ?? 0) + 1);
  }
  return [...rules].map(([rule, { fault, injections, keys, fates: counts }]) => ({
    rule,
    fault,
    injections,
    keys: keys.size,
    outcomes: outcomesOf([...keys], sagas),
    fates: new Map(fates.flatMap((fate) => (counts.has(fate) ? [[fate, counts.get(fate) ?? 0] as const] : []))),
    offenders: [...keys].filter((key) => offenders.has(key)).length,
  }));
}

function unfired(fault: string) {
  return { fault, injections: 0, keys: new Set<string>(), fates: new Map<Fate, number>() };
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
