import * as z from 'zod';
import { lengthMs } from '../length.ts';

/**
 * Parameters of faults of an execution environment that choose the point of the invocation:
 * `start` before the handler has its event, `before-call` and `after-call` around an AWS request (after: it is carried
 * out, its answer is not delivered), `before-acknowledgement` when the handler has answered and Lambda has not accepted it,
 * `time` after a time.
 */
export const invocationPoint = {
  when: z.enum(['start', 'before-call', 'after-call', 'before-acknowledgement', 'time']),
  call: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(1)
    .describe(
      'For `before-call` and `after-call`: the number of the AWS request in the invocation, from 1, tries of the SDK counted.',
    ),
  afterMs: lengthMs.default(0).describe('For `time`: milliseconds after the start.'),
};
