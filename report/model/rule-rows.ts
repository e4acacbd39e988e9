import type { FaultFact } from '../../verify/verdict/verdict-schema.ts';
import type { Run } from './run.ts';

/**
 * Under which name a rule stands in a table of rules: its own, or in a sweep, which has a rule for every unit, the way in
 * which it hurts; rules that only help the sweep stand together by what they begin with.
 */
export function rowNameOf({ sweep }: Pick<Run, 'sweep'>): (rule: string) => string {
  if (sweep === undefined) return (rule) => rule;
  const wayOf = new Map(sweep.trials.map(({ rule, variant }) => [rule, variant]));
  return (rule) => wayOf.get(rule) ?? rule.replace(/\..*$/, '.*');
}

/** What the verdict says of each rule, those of a row summed up: each unit of a sweep is hurt by a rule of its own. */
export function factsByRow(run: Pick<Run, 'sweep' | 'verdict'>): readonly FaultFact[] {
  const facts = run.verdict?.faults ?? [];
  if (run.sweep === undefined) return facts;
  const rowOf = rowNameOf(run);
  const rows = new Map<string, FaultFact>();
  for (const { rule, fault, fired, keys } of facts) {
    const name = rowOf(rule);
    const known = rows.get(name);
    rows.set(name, { rule: name, fault, fired: fired + (known?.fired ?? 0), keys: keys + (known?.keys ?? 0) });
  }
  return [...rows.values()];
}
