import { type Attempt, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * All accepting answers under one idempotency key name the same saga, and no key is accepted with two different
 * bodies. A refusal beside an acceptance (too many requests, still in progress) is no contradiction.
 */
export const oneAnswerPerKey: Checker = {
  name: 'one-answer-per-key',
  claim: 'The same request, repeated, gets the same answer; another request under its key is refused.',
  complexity: 'O(n)',
  source: 'IETF draft-ietf-httpapi-idempotency-key-header; aws-semantics: exactly-once effect (all answers equal)',
  definite: true,
  looksFor: { words: ['request'], counted: ['attempts'] },
  check(history) {
    const { attempts } = sagasOf(history);
    const violations: Violation[] = [];
    const first = new Map<string, Attempt>();
    let repeated = 0;
    let answers = 0;
    for (const attempt of attempts) {
      if (attempt.outcome !== 'ok') continue;
      answers += 1;
      const before = first.get(attempt.key);
      if (before === undefined) {
        first.set(attempt.key, attempt);
        continue;
      }
      repeated += 1;
      const events = [...before.events, ...attempt.events];
      if (before.digest !== attempt.digest) {
        violations.push({ id: attempt.key, what: 'accepted with two different bodies', events });
      } else if (before.saga !== attempt.saga) {
        violations.push({
          id: attempt.key,
          what: `answered with saga ${before.saga}, then with ${attempt.saga}`,
          events,
        });
      }
    }
    return resultOf(violations, { attempts: attempts.length, keys: first.size, answers, repeated });
  },
};
