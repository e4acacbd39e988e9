import type { Run } from '../run.ts';

/**
 * Under which name a rule stands in a table of rules: its own, or in a sweep, which has a rule for every order, the way in
 * which it hurts; rules that only help the sweep stand together by what they begin with.
 */
export function rowNameOf({ sweep }: Pick<Run, 'sweep'>): (rule: string) => string {
  if (sweep === undefined) return (rule) => rule;
  const wayOf = new Map(sweep.trials.map(({ rule, variant }) => [rule, variant]));
  return (rule) => wayOf.get(rule) ?? rule.replace(/\..*$/, '.*');
}
