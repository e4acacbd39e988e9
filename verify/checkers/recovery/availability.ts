import { availabilityOf, isWithinBudget, objectiveSchema, serviceOf } from '../../readings/availability.ts';
import { sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

const bad = { late: 'was accepted too late', unanswered: 'was not answered' } as const;

/** The error budget of the run is not burnt: enough requests are accepted within the time of the objective. */
export const availability: Checker = {
  name: 'availability',
  claim: 'As many requests are accepted in time as the service level objective promises.',
  complexity: 'O(n)',
  source: 'Beyer et al.: The Site Reliability Workbook (2018), error budgets',
  definite: false,
  looksFor: { words: ['request'], counted: ['attempts'] },
  options: objectiveSchema,
  check(history, options) {
    const objective = objectiveSchema.prefault({}).parse(options);
    const sagas = sagasOf(history);
    const service = availabilityOf(sagas, objective);
    const { attempts, requests, budgetBurnt } = service;
    const counts = { attempts: attempts.total, good: attempts.good, requests: requests.total, budgetBurnt };
    if (isWithinBudget(service)) return resultOf([], counts);
    const share = `${attempts.good} of ${attempts.total} attempts were good, expected a share of ${objective.target}`;
    const violations = sagas.attempts.flatMap((attempt): Violation[] => {
      const found = serviceOf(attempt, objective);
      if (found !== 'late' && found !== 'unanswered') return [];
      const what = `${bad[found]}; ${share}`;
      return [{ id: attempt.key, what, events: attempt.events }];
    });
    return resultOf(violations, counts);
  },
};
