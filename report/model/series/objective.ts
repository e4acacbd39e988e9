import type { ClientAttempt } from '../../../run/run-files.ts';
import { objectiveSchema, statedObjective } from '../../../verify/readings/availability.ts';
import type { Run } from '../run.ts';
import { answerOf } from './answers.ts';

/** What users are promised: a share of their requests is accepted in time. */
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
  /** Requests that count: all but those that were refused for good, their senders' mistakes. */
  readonly requests: number;
  readonly good: number;
  /** Accepted, but too late. */
  readonly late: number;
  /** Errors, no room (429), time-outs and broken connections. */
  readonly unanswered: number;
  readonly refused: number;
  /** Good of all that count, in percent. */
  readonly availability: number;
  /** Requests that may be bad without missing the objective; not rounded. */
  readonly budget: number;
  /** Bad requests as a share of the budget, in percent; past 100 the objective is missed. */
  readonly burnt: number;
}

/** The `slo` of the experiment, or where it states none the default of the judge. See docs/decisions/0082. */
function objectiveOf({ manifest }: Pick<Run, 'manifest'>): Objective {
  const stated = statedObjective(manifest?.experiment.slo);
  const { target, withinMs } = stated ?? objectiveSchema.parse({});
  return { availability: percentOf(target), withinMs, stated: stated !== undefined };
}

/**
 * Availability and error budget of a run, as the verdict has it, or where it has none (a run that was not judged, an
 * older verdict) by the same definition from `client.jsonl`: every attempt counts, as a retry hides a failure from the
 * user and not from the service. Undefined where no request counts.
 * Terms after https://sre.google/workbook/implementing-slos/.
 */
export function serviceOf(run: Pick<Run, 'manifest' | 'client' | 'verdict'>): Service | undefined {
  const asked = objectiveOf(run);
  const { objective, source, good, late, unanswered, refused } =
    judged(run.verdict, asked.stated) ?? counted(run.client, asked);
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

function judged(verdict: Run['verdict'], stated: boolean): Counted | undefined {
  const { target, withinMs, attempts, late, unanswered, refused } = verdict?.facts.availability ?? {};
  if (target === undefined || withinMs === undefined || attempts === undefined) return undefined;
  if (late === undefined || unanswered === undefined || refused === undefined) return undefined;
  const objective = { availability: percentOf(target), withinMs, stated };
  return { objective, source: 'verdict.json', good: attempts.good, late, unanswered, refused };
}

function counted(client: Run['client'], objective: Objective): Counted {
  const counts = { good: 0, late: 0, unanswered: 0, refused: 0 };
  for (const attempt of client) counts[kindOf(attempt, objective)] += 1;
  return { objective, source: 'client.jsonl', ...counts };
}

function percentOf(share: number): number {
  return Number((share * 100).toFixed(6));
}

/** What an attempt means to the objective. */
export function kindOf(attempt: ClientAttempt, { withinMs }: Objective): 'good' | 'late' | 'unanswered' | 'refused' {
  const answer = answerOf(attempt);
  // 429 is no mistake of the client: the service had no room.
  if (answer === 'refused' && attempt.status !== 429) return 'refused';
  if (answer !== 'accepted') return 'unanswered';
  return attempt.endedAt - attempt.at <= withinMs ? 'good' : 'late';
}
