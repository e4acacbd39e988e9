import { invariantName } from '../invariants.ts';
import type { Check, Mistake } from './check.ts';

/** Names tell steps and probes apart in journals and rules, and an invariant is judged once. */
export const ownNames: Check = ({
  invariants,
  method,
  rollbacks,
  'stop-conditions': stops,
  'steady-state-hypothesis': hypothesis,
}) => [
  ...repeated(method, ['method']),
  ...repeated(rollbacks, ['rollbacks']),
  ...repeated(stops, ['stop-conditions']),
  ...repeated(hypothesis?.probes ?? [], ['steady-state-hypothesis', 'probes']),
  ...repeatedNames(invariants.map(invariantName)).map(({ name, index }) => ({
    path: ['invariants', index],
    says: `"${name}" is named already`,
  })),
];

function repeated(named: readonly { readonly name: string }[], at: Mistake['path']): Mistake[] {
  return repeatedNames(named.map(({ name }) => name)).map(({ name, index }) => ({
    path: [...at, index, 'name'],
    says: `expected a name of its own, got "${name}" again`,
  }));
}

function repeatedNames(names: readonly string[]): { name: string; index: number }[] {
  return names.flatMap((name, index) => (names.indexOf(name) === index ? [] : [{ name, index }]));
}
