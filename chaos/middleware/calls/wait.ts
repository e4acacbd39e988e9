import type { Rule } from '../../faults/rule.ts';
import type { ChaosEnvironment } from '../environment.ts';
import { LOOK_MS } from '../wait.ts';
import type { CallTry } from './call-try.ts';

/** Waits, but no longer than the rule acts and the caller wants to. Returns whether the whole time is over. */
export async function waitUnder(rule: Rule, ms: number, { environment, context }: CallTry): Promise<boolean> {
  const { abortSignal } = (context.__smithy_context ?? {}) as { abortSignal?: AbortSignal };
  const given = aborted(abortSignal);
  for (let rest = ms; rest > 0; rest -= LOOK_MS) {
    if (abortSignal?.aborted) return false;
    await Promise.race([environment.sleep(Math.min(rest, LOOK_MS)), given]);
    if (!(await acts(rule, environment))) return false;
  }
  return !abortSignal?.aborted;
}

async function acts(rule: Rule, { rules }: ChaosEnvironment): Promise<boolean> {
  return (await rules.active()).some(({ id }) => id === rule.id);
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}
