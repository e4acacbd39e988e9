import * as z from 'zod';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { Run } from '../run.ts';
import { answerOf } from './answers.ts';

/** What customers are promised: a share of their requests is accepted in time. */
export interface Objective {
  /** A percentage, below 100. */
  readonly availability: number;
  readonly withinMs: number;
  /** Whether the experiment states it, or the default stands in. */
  readonly stated: boolean;
}

/** How a run fared against its objective. */
export interface Service {
  readonly objective: Objective;
  /** The file that the numbers are from. */
  readonly source: 'verdict.json' | 'client.jsonl';
  /** Requests that count: all but those that were refused with another 4xx, the customer's mistakes. */
  readonly requests: number;
  readonly good: number;
  /** Accepted, but too late. */
  readonly late: number;
  /** 5xx, 429, time-outs and broken connections. */
  readonly unanswered: number;
  readonly refused: number;
  /** Good of all that count, in percent. */
  readonly availability: number;
  /** Requests that may be bad without missing the objective; not rounded. */
  readonly budget: number;
  /** Bad requests as a share of the budget, in percent; past 100 the objective is missed. */
  readonly burnt: number;
}

/** Where the experiment states no `slo`: 99 % of requests accepted within 2 s. See docs/decisions/0082. */
export const defaultObjective: Objective = { availability: 99, withinMs: 2000, stated: false };

const sloSchema = z.looseObject({
  availability: z.number().positive().lt(100),
  within: z.number().positive(),
});

/** The objective of the experiment: its `slo` (`availability` in percent, `within` in ms as it was parsed), or the default. */
export function objectiveOf({ manifest }: Pick<Run, 'manifest'>): Objective {
  const parsed = sloSchema.safeParse(manifest?.experiment.slo);
  if (!parsed.success) return defaultObjective;
  return { availability: parsed.data.availability, withinMs: parsed.data.within, stated: true };
}

/**
 * Availability and error budget of a run, as the verdict has it, or where it has none (a run that was not judged, an
 * older verdict) by the same definition from `client.jsonl`: every attempt counts, as a retry hides a failure from the
 * customer and not from the service. Undefined where no request counts.
 * Terms after https://sre.google/workbook/implementing-slos/.
 */
export function serviceOf(run: Pick<Run, 'manifest' | 'client' | 'verdict'>): Service | undefined {
  const { objective, source, good, late, unanswered, refused } = judgedService(run) ?? countedService(run);
  const requests = good + late + unanswered;
  if (requests === 0) return undefined;
  const budget = (requests * (100 - objective.availability)) / 100;
  return {
    ...{ objective, source, requests, good, late, unanswered, refused, budget },
    availability: (good / requests) * 100,
    burnt: ((requests - good) / budget) * 100,
  };
}

type Counted = Pick<Service, 'objective' | 'source' | 'good' | 'late' | 'unanswered' | 'refused'>;

function judgedService(run: Pick<Run, 'manifest' | 'verdict'>): Counted | undefined {
  const { target, withinMs, attempts, late, unanswered, refused } = run.verdict?.facts.availability ?? {};
  if (target === undefined || withinMs === undefined || attempts === undefined) return undefined;
  if (late === undefined || unanswered === undefined || refused === undefined) return undefined;
  const availability = Number((target * 100).toFixed(6));
  const objective = { availability, withinMs, stated: objectiveOf(run).stated };
  return { objective, source: 'verdict.json', good: attempts.good, late, unanswered, refused };
}

function countedService(run: Pick<Run, 'manifest' | 'client'>): Counted {
  const objective = objectiveOf(run);
  const counts = { good: 0, late: 0, unanswered: 0, refused: 0 };
  for (const attempt of run.client) counts[kindOf(attempt, objective)] += 1;
  return { objective, source: 'client.jsonl', ...counts };
}

/** What an attempt means to the objective. */
export function kindOf(attempt: ClientAttempt, { withinMs }: Objective): 'good' | 'late' | 'unanswered' | 'refused' {
  // 429 is no mistake of the customer: the service had no room.
  const answer = attempt.status === 429 ? 'unknown' : answerOf(attempt);
  if (answer === 'refused') return 'refused';
  if (answer === 'unknown') return 'unanswered';
  return attempt.endedAt - attempt.at <= withinMs ? 'good' : 'late';
}
