import type { Run } from '../run.ts';
import type { Units } from './units.ts';

/** The ids that broken invariants name. */
export function offendersOf({ verdict }: Pick<Run, 'verdict'>): ReadonlySet<string> {
  return new Set((verdict?.invariants ?? []).flatMap(({ counterexample }) => counterexample?.ids ?? []));
}

/** Those of some ids that a fault hit, themselves or by another key of the same unit. */
export function hitOf(
  ids: ReadonlySet<string>,
  { ledger }: Pick<Run, 'ledger'>,
  { ofKey }: Pick<Units, 'ofKey'>,
): readonly string[] {
  const hit = new Set(ledger.flatMap(({ key }) => (key == null ? [] : [ofKey.get(key) ?? key])));
  return [...ids].filter((id) => hit.has(ofKey.get(id) ?? id));
}
