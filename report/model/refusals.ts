import type { Run } from './run.ts';

/** Faults of one rule that were due and did not act, for one reason. */
export interface Refused {
  readonly rule: string;
  readonly fault: string;
  readonly function: string | undefined;
  readonly times: number;
  readonly why: string;
}

/** What was due and did not act, the most frequent first. */
export function refusedIn({ refusals }: Pick<Run, 'refusals'>): readonly Refused[] {
  const groups = new Map<string, Refused>();
  for (const { rule, fault, function: at, refused: why } of refusals) {
    const group = JSON.stringify([rule, at, why]);
    groups.set(group, { rule, fault, function: at, why, times: (groups.get(group)?.times ?? 0) + 1 });
  }
  return [...groups.values()].sort((one, other) => other.times - one.times);
}
