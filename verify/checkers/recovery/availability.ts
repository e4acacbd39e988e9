import { z } from 'zod';
import { availabilityOf, defaultTarget } from '../../availability.ts';
import { sagasOf } from '../../sagas.ts';
import type { Violation } from '../../verdict-schema.ts';
import { type Checker, resultOf } from '../checker.ts';

/** What is promised: the share of attempts that are answered. */
export const availabilityOptions = z.object({ target: z.number().min(0).lt(1).default(defaultTarget) }).prefault({});

/** The error budget of the run is not burnt: the share of attempts without an answer is within the target. */
export const availability: Checker = {
  name: 'availability',
  claim: 'As many requests are answered as the service level objective promises.',
  complexity: 'O(n)',
  source: 'Beyer et al.: The Site Reliability Workbook (2018), error budgets',
  definite: false,
  check(history, options) {
    const { target } = availabilityOptions.parse(options);
    const sagas = sagasOf(history);
    const { attempts, requests, budgetBurnt } = availabilityOf(sagas, target);
    const counts = { attempts: attempts.total, answered: attempts.good, requests: requests.total, budgetBurnt };
    if (budgetBurnt <= 1) return resultOf([], counts);
    const violations = sagas.attempts
      .filter(({ outcome }) => outcome === 'info')
      .map(({ key, events }): Violation => {
        return { id: key, what: `was not answered; ${budgetBurnt} of the error budget is burnt, expected 1`, events };
      });
    return resultOf(violations, counts);
  },
};
