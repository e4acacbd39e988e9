import type { Digest } from '../digest.ts';
import { rowNameOf } from '../rule-rows.ts';
import { type Fate, fates, fatesIn } from './fates.ts';
import type { UnitName } from './unit-name.ts';

/** What one rule did, and what became of the units that it hit. */
export interface RuleEffect {
  readonly rule: string;
  readonly fault: string;
  readonly injections: number;
  /** Distinct units; keys that stand for none count as they are. */
  readonly keys: number;
  /** The units by final state (`open` where there is none), and keys that are no unit's as `of no order`. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** How the system got over the injections, the worst first. */
  readonly fates: ReadonlyMap<string, number>;
  /** Units that a broken invariant names. */
  readonly offenders: number;
}

/** The ledger of injections, reconciled rule by rule with the outcomes of the units. */
export function reconcile(digest: Digest): readonly RuleEffect[] {
  const { run, unit, units, offenders } = digest;
  const fateOf = fatesIn(digest);
  const rowOf = rowNameOf(run);
  const rules = new Map((run.verdict?.faults ?? []).map(({ rule, fault }) => [rowOf(rule), unfired(fault)]));
  for (const injection of run.ledger) {
    const { fault, key } = injection;
    const rule = rowOf(injection.rule);
    const known = rules.get(rule) ?? unfired(fault);
    rules.set(rule, known);
    known.injections += 1;
    if (key != null) known.keys.add(units.ofKey.get(key) ?? key);
    const fate = fateOf(injection);
    known.fates.set(fate, (known.fates.get(fate) ?? 0) + 1);
  }
  const offending = new Set([...offenders].map((id) => units.ofKey.get(id) ?? id));
  return [...rules].map(([rule, { fault, injections, keys, fates: counts }]) => ({
    rule,
    fault,
    injections,
    keys: keys.size,
    outcomes: outcomesOf([...keys], digest),
    fates: new Map(
      fates.flatMap((fate) => {
        const times = counts.get(fate);
        return times === undefined ? [] : [[fate === 'of no unit' ? ofNo(unit) : fate, times] as const];
      }),
    ),
    offenders: [...keys].filter((key) => offending.has(key)).length,
  }));
}

function unfired(fault: string) {
  return { fault, injections: 0, keys: new Set<string>(), fates: new Map<Fate, number>() };
}

/** Units that no fault hit, by final state. */
export function untouchedIn(digest: Digest): ReadonlyMap<string, number> {
  const { run, units } = digest;
  const hit = new Set(run.ledger.map(({ key }) => units.ofKey.get(key ?? '')));
  return outcomesOf(
    [...units.lives.keys()].filter((id) => !hit.has(id)),
    digest,
  );
}

/** Units by final state, the most frequent first. */
function outcomesOf(ids: readonly string[], { units, unit }: Digest): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const life = units.lives.get(id);
    const outcome = life === undefined ? ofNo(unit) : (life.label ?? 'open');
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

function ofNo({ one }: UnitName): string {
  return `of no ${one}`;
}
