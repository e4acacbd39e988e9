import type { z } from 'zod';
import type { Aim, Fault } from '../faults/fault.ts';
import { matchesGlob } from '../faults/glob.ts';
import { effectOf, type Selection } from '../faults/hit.ts';
import type { Rule } from '../faults/rule.ts';
import type { ChaosEnvironment } from './environment.ts';
import type { Injection } from './injection.ts';
import type { Delivery, Invocation } from './invocation.ts';

/** A fault that hits a delivery of the running invocation. */
export interface Strike<Effect> {
  readonly delivery: Delivery;
  readonly effect: Effect;
}

/**
 * What a kind of fault does to the running invocation, each strike already in the log. Each record draws for itself, so that
 * the same seed hits the same orders however Lambda cuts its batches.
 * @param counts whether an effect is meant for this moment; the others are neither logged nor returned
 * @param detail what the log says beside the usual
 */
export function strikesOf<Parameters extends z.ZodType, Effect>(
  fault: Fault<string, z.ZodType, Parameters, Effect>,
  rules: readonly Rule[],
  { invocation, log, now }: ChaosEnvironment,
  counts: (effect: Effect) => boolean,
  detail: (effect: Effect) => Pick<Injection, 'delayMs' | 'when'> = () => ({}),
): Strike<Effect>[] {
  const strikes: Strike<Effect>[] = [];
  for (const rule of rules) {
    if (rule.fault !== fault.name || !isAimedAt(rule, invocation)) continue;
    // The schema of rules pairs each name with the parameters of that fault.
    const aim = rule as unknown as Selection & Aim<z.output<Parameters>>;
    for (const delivery of invocation.deliveries) {
      if (fault.place === 'record' && delivery.record === undefined) continue;
      const effect = effectOf(fault, aim, { key: delivery.key, attempt: delivery.delivery });
      if (effect === undefined || !counts(effect)) continue;
      const { function: name, environment, requestId } = invocation;
      log({
        at: now(),
        rule: rule.id,
        fault: fault.name,
        key: delivery.key,
        function: name,
        place: fault.place,
        attempt: delivery.delivery,
        ...detail(effect),
        environment,
        requestId,
      });
      strikes.push({ delivery, effect });
    }
  }
  return strikes;
}

function isAimedAt({ target }: Rule, { function: name, path }: Invocation): boolean {
  if (!('function' in target) || target.function !== name) return false;
  if (!('path' in target) || target.path === undefined) return true;
  return path !== undefined && matchesGlob(target.path, path);
}
