import * as z from 'zod';
import { overlap } from '../../faults/overlap.ts';
import type { Rule } from '../../faults/rule.ts';
import { inquiry, isScheduled, parseRequest, withdrawal } from '../request.ts';
import type { RuleEnvironment } from './rule-environment.ts';
import { parseRule, type ruleInjection, selectionOf, windowOf } from './rule-request.ts';
import { openRuleStore } from './rule-store.ts';

/** The rules of one chaos function after the request was served. Times are epoch milliseconds. */
export interface RuleStatus {
  readonly now: number;
  readonly rules: readonly Rule[];
}

/** What a rule does and where; checked when the rule is written. */
export interface Disturbance {
  readonly fault: Rule['fault'];
  readonly target: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The handler of a chaos function that writes rules of these faults, which functions read. A rule ends by itself: each function
 * compares its expiry.
 * @param injection the request that starts a rule
 * @param disturbanceOf what such a request asks for
 */
export function ruleLambda<Injection extends z.ZodObject<typeof ruleInjection>>(
  faults: readonly Rule['fault'][],
  injection: Injection,
  disturbanceOf: (request: z.output<Injection>) => Disturbance,
  environment: () => RuleEnvironment,
) {
  const started: z.ZodObject<typeof ruleInjection> = injection;
  const requestSchema = z.discriminatedUnion('action', [started, withdrawal, inquiry]);

  return async (event: unknown): Promise<RuleStatus> => {
    const request = isScheduled(event) ? ({ action: 'status' } as const) : parseRequest(requestSchema, event);
    const { documents, table, now, checkTarget } = environment();
    const rules = openRuleStore(documents, table, faults);
    if (request.action === 'inject') {
      // The union has read it by this very schema.
      const disturbance = disturbanceOf(request as z.output<Injection>);
      const rule = parseRule({ ...disturbance, ...selectionOf(request), ...windowOf(request, now()) });
      const [others] = await Promise.all([rules.list(now()), checkTarget(rule.target)]);
      refuseOverlap(rule, others);
      await rules.put(rule);
    }
    if (request.action === 'withdraw') await rules.remove(request.id);
    const at = now();
    return { now: at, rules: await rules.list(at) };
  };
}

/** A rule may be written again under its own id. */
function refuseOverlap(rule: Rule, others: readonly Rule[]): void {
  const aimed = (one: Rule) => ({ ...one, from: one.startsAt, until: one.expiresAt });
  const other = others.find((one) => one.id !== rule.id && overlap(aimed(one), aimed(rule)));
  if (other === undefined) return;
  throw new Error(
    `"${rule.id}" overlaps with "${other.id}", the same fault at the same target. Withdraw that first, use its id, or part their times or keys.`,
  );
}
