import { type Checker, resultOf } from '../verdict/checker.ts';

/** `./lab check verify/examples/never-negative.ts FILE`: no read finds less than nothing. */
export const checker: Checker = {
  name: 'never-negative',
  claim: 'No read ever finds a number below zero.',
  complexity: 'O(n)',
  source: 'an example of an invariant of your own',
  definite: true,
  check(history) {
    const reads = history.filter(({ type, f }) => type === 'ok' && f === 'read');
    const below = reads.filter(({ value }) => Number(value) < 0);
    const violations = below.map(({ key, index, value }) => ({ id: `${key}`, what: `was ${value}`, events: [index] }));
    return resultOf(violations, { reads: reads.length });
  },
};
