import * as z from 'zod';
import type { Facts } from '../verdict/verdict-schema.ts';
import type { Attempt, SagaHistory } from './sagas.ts';

/** What customers are promised: this share of their requests, below 1, is accepted within this time. */
export const objectiveSchema = z.object({
  target: z.number().min(0).lt(1).default(0.99),
  withinMs: z.number().positive().default(2000),
});
export type Objective = z.infer<typeof objectiveSchema>;

/** As an experiment states it: `availability` in percent, `within` in ms. */
const sloSchema = z.looseObject({ availability: z.number().positive().lt(100), within: z.number().positive() });

/** The objective that an experiment states as its `slo`; undefined where it states none: the default stands in. */
export function statedObjective(slo: unknown): Objective | undefined {
  const { data } = sloSchema.safeParse(slo);
  return data && { target: data.availability / 100, withinMs: data.within };
}

/** How the error of an HTTP answer begins: with its status. What else stands in it, an id for one, may hold any number. */
const noRoom = /^(?:status )?429\b/;

/** What an attempt means to an objective. */
export type Service = 'good' | 'late' | 'unanswered' | 'refused';

/**
 * Good is what was accepted in time. Refused for certain is the customer's mistake and does not count, unless there was
 * no room for it (429); what never was answered, or with an error of the system, is bad. See docs/decisions/0082.
 */
export function serviceOf({ outcome, error, start, end }: Attempt, { withinMs }: Objective): Service {
  if (outcome === 'info') return 'unanswered';
  if (outcome === 'fail') return noRoom.test(error ?? '') ? 'unanswered' : 'refused';
  return end - start <= withinMs * 1e6 ? 'good' : 'late';
}

/**
 * How often the system served as promised: every attempt counts, as a retry hides a failure from the customer and not
 * from the service. A request is good if one of its attempts was. The error budget is what the target leaves; 1 is all
 * of it. The objective of an experiment is its `slo`, else 99 % within 2 s. O(n).
 */
export function availabilityOf(
  { attempts }: SagaHistory,
  objective: Objective = objectiveSchema.parse({}),
): NonNullable<Facts['availability']> {
  const counts = { good: 0, late: 0, unanswered: 0, refused: 0 };
  const keys = new Map<string, boolean>();
  for (const attempt of attempts) {
    const service = serviceOf(attempt, objective);
    counts[service] += 1;
    if (service !== 'refused') keys.set(attempt.key, keys.get(attempt.key) === true || service === 'good');
  }
  const total = attempts.length - counts.refused;
  const bad = total === 0 ? 0 : (total - counts.good) / total;
  return {
    ...objective,
    attempts: { good: counts.good, total },
    late: counts.late,
    unanswered: counts.unanswered,
    refused: counts.refused,
    requests: { good: [...keys.values()].filter((good) => good).length, total: keys.size },
    budgetBurnt: Math.round((bad / (1 - objective.target)) * 1000) / 1000,
  };
}

/**
 * Whether the error budget holds: no smaller share of the attempts was good than was promised. Rounded once, as the
 * target was, the share compares exactly; what `budgetBurnt` says is rounded again.
 */
export function isWithinBudget({
  attempts,
  target,
}: Pick<NonNullable<Facts['availability']>, 'attempts' | 'target'>): boolean {
  return attempts.total === 0 || attempts.good / attempts.total >= target;
}
