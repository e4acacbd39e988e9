import type * as z from 'zod';
import { isBroughtBy } from '../faults/brought-by.ts';
import type { Aim, Fault } from '../faults/fault.ts';
import { matchesGlob } from '../faults/glob.ts';
import { effectOf, type Selection } from '../faults/hit.ts';
import type { Rule } from '../faults/rule.ts';
import type { Injection } from './injection.ts';
import type { Moment } from './injector.ts';
import type { Delivery, Invocation, QueueRecord } from './invocation.ts';

/** A fault that hits a delivery of the running invocation. */
export interface Strike<Effect> {
  readonly rule: Rule;
  readonly delivery: Delivery;
  readonly effect: Effect;
}

/** A strike on a message. */
export interface RecordStrike<Effect> extends Strike<Effect> {
  readonly record: QueueRecord;
}

/**
 * What a kind of fault does to the running invocation on this side of its handler, each strike already in the log. Each
 * record draws for itself, so that the same seed hits the same orders however Lambda cuts its batches.
 *
 * A fault that would have Lambda delete messages that nobody handled is refused here, whoever asked for it, and logged as
 * refused, unless its rule allows loss.
 * @param impossible why a strike cannot act in this invocation, if so; it is logged as refused, too
 */
export function strikesOf<Parameters extends z.ZodType, Effect extends object>(
  fault: Fault<string, z.ZodType, Parameters, Effect>,
  { when, rules, environment: { invocation, log, now } }: Moment,
  impossible?: string,
): Strike<Effect>[] {
  const strikes: Strike<Effect>[] = [];
  for (const rule of rules) {
    if (rule.fault !== fault.name || !isAimedAt(rule, invocation)) continue;
    // The schema of rules pairs each name with the parameters of that fault.
    const aim = rule as unknown as Selection & Aim<z.output<Parameters>>;
    for (const delivery of invocation.deliveries) {
      if (fault.place === 'record' && delivery.record === undefined) continue;
      if (!isBroughtBy(rule.target, delivery.message)) continue;
      const effect = effectOf(fault, aim, { key: delivery.key, attempt: delivery.delivery });
      if (effect === undefined || !isOf(when, effect)) continue;
      const refused = impossible ?? lossOf(fault, rule, delivery);
      log(injectionOf(fault, rule, delivery, effect, invocation, now()), refused);
      if (refused === undefined) strikes.push({ rule, delivery, effect });
    }
  }
  return strikes;
}

/** Like {@link strikesOf}, for a fault that acts on messages. */
export function recordStrikesOf<Parameters extends z.ZodType, Effect extends object>(
  fault: Fault<string, z.ZodType, Parameters, Effect>,
  moment: Moment,
  impossible?: string,
): RecordStrike<Effect>[] {
  return strikesOf(fault, moment, impossible).flatMap((strike) => {
    const { record } = strike.delivery;
    return record === undefined ? [] : [{ ...strike, record }];
  });
}

/** Effects that name a side of the handler are meant for that one only. */
function isOf(when: Moment['when'], effect: object): boolean {
  return !('when' in effect) || effect.when === when;
}

function lossOf({ name, loses }: Fault, rule: Rule, { record }: Delivery): string | undefined {
  if (loses === undefined || record === undefined || rule['allow-loss'] === true) return undefined;
  return `${name} on an SQS consumer would lose messages: ${loses} If that is wanted, say so by "allow-loss": true.`;
}

function injectionOf(
  { name: fault, place }: Fault,
  rule: Rule,
  { key, delivery }: Delivery,
  effect: object,
  { function: name, environment, requestId }: Invocation,
  at: number,
): Injection {
  const { delayMs, when } = effect as Pick<Injection, 'delayMs' | 'when'>;
  return {
    ...{ at, rule: rule.id, fault, key, function: name, place, attempt: delivery },
    ...(delayMs !== undefined && { delayMs }),
    ...(when !== undefined && { when }),
    ...{ environment, requestId },
  };
}

function isAimedAt({ target }: Rule, { function: name, path }: Invocation): boolean {
  if (!('function' in target) || target.function !== name) return false;
  if (!('path' in target) || target.path === undefined) return true;
  return path !== undefined && matchesGlob(target.path, path);
}
