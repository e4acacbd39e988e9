import type { SagaHistory } from './sagas.ts';
import type { Facts } from './verdict-schema.ts';

/** What is promised when nobody says otherwise. */
export const defaultTarget = 0.99;

/**
 * How often the system answered: an attempt is good if the client learnt how it went, an acceptance or a refusal, and a
 * request is good if one of its attempts was. The error budget is what the target leaves; 1 is all of it.
 */
export function availabilityOf({ attempts }: SagaHistory, target = defaultTarget): NonNullable<Facts['availability']> {
  const good = attempts.filter((attempt) => attempt.outcome !== 'info');
  const keys = new Set(attempts.map((attempt) => attempt.key)).size;
  const answered = new Set(good.map((attempt) => attempt.key)).size;
  const ratio = attempts.length === 0 ? 1 : good.length / attempts.length;
  return {
    target,
    attempts: { good: good.length, total: attempts.length },
    requests: { good: answered, total: keys },
    budgetBurnt: Math.round(((1 - ratio) / (1 - target)) * 1000) / 1000,
  };
}
