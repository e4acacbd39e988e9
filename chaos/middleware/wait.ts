import type { Rule } from '../faults/rule.ts';
import type { ChaosEnvironment } from './environment.ts';

/** A wait that a rule asks for. */
export interface Wait {
  readonly rule: Rule;
  readonly ms: number;
}

/** How often a wait looks whether its rule still acts: a fault that is taken back is over in two seconds, its waits too. */
export const LOOK_MS = 500;

/** Waits for the longest of all, each counted no longer than its rule acts. */
export async function waitForLongest(
  waits: readonly Wait[],
  { rules, sleep }: Pick<ChaosEnvironment, 'rules' | 'sleep'>,
): Promise<void> {
  let left = waits;
  for (let waited = 0; ; ) {
    const restMs = Math.max(0, ...left.map(({ ms }) => ms)) - waited;
    if (restMs <= 0) return;
    const napMs = Math.min(restMs, LOOK_MS);
    await sleep(napMs);
    waited += napMs;
    const active = new Set((await rules.active()).map(({ id }) => id));
    left = left.filter(({ rule }) => active.has(rule.id));
  }
}
