import type { MiddlewareObj } from '@middy/core';
import { delay } from '../faults/delay.ts';
import type { Rule, RuleOf } from '../faults/rule.ts';
import { deliveriesOf } from './deliveries.ts';
import { type ChaosEnvironment, processEnvironment } from './environment.ts';
import type { Invocation } from './invocation.ts';

/**
 * Middy middleware that puts a function under chaos: `middy().use(chaos())`, as the first one, so that a delay also
 * counts against whatever the others measure. Without an active rule it costs microseconds; it never throws.
 */
export function chaos(environment: ChaosEnvironment = processEnvironment()): MiddlewareObj {
  return {
    name: 'faultline-chaos',
    async before({ event, context }) {
      environment.invocation = {
        ...environment.invocation,
        requestId: context.awsRequestId,
        deliveries: deliveriesOf(event, context.awsRequestId),
        tries: new Map(),
      };
      const active = environment.rules.active();
      const rules = active instanceof Promise ? await active : active;
      const delayMs = longestDelay(rules, environment);
      if (delayMs > 0) await environment.sleep(delayMs);
    },
  };
}

/**
 * The longest delay that any record of the invocation draws. Each record draws for itself, so that the same seed hits the
 * same orders however Lambda cuts its batches.
 */
function longestDelay(rules: readonly Rule[], { invocation, log, now }: ChaosEnvironment): number {
  let longestMs = 0;
  for (const rule of rules) {
    if (!delaysFunction(rule, invocation)) continue;
    for (const { key, delivery } of invocation.deliveries) {
      const effect = delay.decide(rule, { key, attempt: delivery });
      if (effect === undefined) continue;
      const { function: name, environment, requestId } = invocation;
      const { place, name: fault } = delay;
      const { delayMs } = effect;
      log({
        at: now(),
        rule: rule.id,
        fault,
        key,
        function: name,
        place,
        attempt: delivery,
        delayMs,
        environment,
        requestId,
      });
      longestMs = Math.max(longestMs, delayMs);
    }
  }
  return longestMs;
}

function delaysFunction(rule: Rule, invocation: Invocation): rule is RuleOf<'delay'> {
  return rule.fault === 'delay' && rule.target.function === invocation.function;
}
