import { type Checker, resultOf } from '../../../verify/verdict/checker.ts';
import type { Violation } from '../../../verify/verdict/verdict-schema.ts';
import { callsOf } from './calls.ts';

/** Bills are made from the meter: each call that a client was promised is on it, under the right tenant, and no call that was refused. */
export const meteredOnce: Checker = {
  name: 'metered-once',
  claim: 'Every call that was admitted is on the meter of its tenant, and none that was not.',
  complexity: 'O(n log n)',
  source: 'functions/rate-limiter: what is counted is what is billed',
  definite: false,
  looksFor: { words: ['request', 'metered'], counted: ['admitted', 'metered'] },
  check(history) {
    const { attempts, metered, admissions } = callsOf(history);
    const violations: Violation[] = [];
    const answered = admissions.filter((one) => one.answered);
    for (const { call: id, bucket, events } of answered) {
      const found = metered.get(id);
      if (found === undefined) violations.push({ id, what: 'was admitted and is not on the meter', events });
      else if (found.value.bucket !== bucket) {
        const what = `was asked for by ${bucket} and is on the meter of ${found.value.bucket}`;
        violations.push({ id, what, events: [...events, found.index] });
      }
    }
    for (const [id, { index }] of metered) {
      const ofCall = attempts.get(id) ?? [];
      if (ofCall.some(({ outcome }) => outcome !== 'fail')) continue;
      const what = ofCall.length === 0 ? 'is on the meter and was never asked for' : 'is on the meter and was refused';
      violations.push({ id, what, events: [...ofCall.flatMap(({ events }) => events), index] });
    }
    return resultOf(violations, { admitted: answered.length, metered: metered.size });
  },
};
