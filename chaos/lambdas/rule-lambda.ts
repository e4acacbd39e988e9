import * as z from 'zod';
import type { Rule } from '../faults/rule.ts';
import type { ChaosFunctionEnvironment } from './environment.ts';
import {
  inquiry,
  isScheduled,
  parseRequest,
  parseRule,
  type ruleInjection,
  selectionOf,
  windowOf,
  withdrawal,
} from './request.ts';
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
  environment: () => Pick<ChaosFunctionEnvironment, 'documents' | 'table' | 'now'>,
) {
  const started: z.ZodObject<typeof ruleInjection> = injection;
  const requestSchema = z.discriminatedUnion('action', [started, withdrawal, inquiry]);

  return async (event: unknown): Promise<RuleStatus> => {
    const request = isScheduled(event) ? ({ action: 'status' } as const) : parseRequest(requestSchema, event);
    const { documents, table, now } = environment();
    const rules = openRuleStore(documents, table, faults);
    if (request.action === 'inject') {
      // The union has read it by this very schema.
      const disturbance = disturbanceOf(request as z.output<Injection>);
      await rules.put(parseRule({ ...disturbance, ...selectionOf(request), ...windowOf(request, now()) }));
    }
    if (request.action === 'withdraw') await rules.remove(request.id);
    const at = now();
    return { now: at, rules: await rules.list(at) };
  };
}
