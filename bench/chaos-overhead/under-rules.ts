import { type Rule, ruleSchema } from '../../chaos/faults/rule.ts';
import { type ChaosEnvironment, processEnvironment } from '../../chaos/middleware/environment.ts';

/** An environment like this process's, in which one fault of each kind aims at a function and spares all of its keys. */
export function underRules(target: string): ChaosEnvironment {
  const at = { target: { function: target }, percentage: 0, seed: 1, startsAt: 0, expiresAt: Number.MAX_SAFE_INTEGER };
  const rules: readonly Rule[] = [
    ruleSchema.parse({ ...at, id: 'error', fault: 'error' }),
    ruleSchema.parse({ ...at, id: 'throttle', fault: 'throttle' }),
  ];
  return { ...processEnvironment(), rules: { active: () => rules } };
}
