import { availabilityOf, objectiveSchema, serviceOf } from '../../availability.ts';
import { sagasOf } from '../../sagas.ts';
import type { Violation } from '../../verdict-schema.ts';
import { type Checker, resultOf } from '../checker.ts';

const bad = { late: 'was accepted too late', unanswered: 'was not answered' } as const;

/** The error budget of the run is not burnt: enough requests are accepted within the time of the objective. */
export const availability: Checker = {
  name: 'availability',
  claim: 'As many requests are accepted in time as the service level objective promises.',
  complexity: 'O(n)',
  source: 'Beyer et al.: The Site Reliability Workbook (2018), error budgets',
  definite: false,
  options: objectiveSchema,
  check(history, options) {
    const objective = objectiveSchema.prefault({}).parse(options);
    const sagas = sagasOf(history);
    const { attempts, requests, budgetBurnt } = availabilityOf(sagas, objective);
    const counts = { attempts: attempts.total, good: attempts.good, requests: requests.total, budgetBurnt };
    if (budgetBurnt <= 1) return resultOf([], counts);
    const violations = sagas.attempts.flatMap((attempt): Violation[] => {
      const service = serviceOf(attempt, objective);
      if (service !== 'late' && service !== 'unanswered') return [];
      const what = `${bad[service]}; ${budgetBurnt} of the error budget is burnt, expected 1`;
      return [{ id: attempt.key, what, events: attempt.events }];
    });
    return resultOf(violations, counts);
  },
};
