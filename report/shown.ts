import type { Verdict } from '../verify/verdict-schema.ts';
import { storied } from './story/story.ts';

const functionOf = /"f":"(?:send|delete|extend|give-back)"/;

/**
 * Which events of a history a report needs. What became of single messages is most of a history, and but for deliveries
 * only the stories of offenders show it: the rest is not even parsed.
 */
export function shownIn(verdict: Verdict | undefined): (line: string, index: number) => boolean {
  const named = new Set<number>();
  for (const { counterexample } of verdict?.invariants ?? [])
    for (const { events } of counterexample?.violations ?? []) for (const index of events) named.add(index);
  const ids = [...storied(verdict).keys()].map((id) => JSON.stringify(id));
  return (line, index) => !functionOf.test(line) || named.has(index) || ids.some((id) => line.includes(id));
}
