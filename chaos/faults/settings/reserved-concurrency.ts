import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { functionSettingTarget } from '../target.ts';

const parameters = z.strictObject({
  reservedConcurrency: z
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(0)
    .describe('Executions at once that the function may still have; 0 stops it.'),
});

export interface ReservedConcurrencyEffect {
  readonly reservedConcurrency: number;
}

/** A function that may run less often at once, or not at all. */
export const reservedConcurrency: Fault<
  'reserved-concurrency',
  typeof functionSettingTarget,
  typeof parameters,
  ReservedConcurrencyEffect
> = {
  name: 'reserved-concurrency',
  place: 'setting',
  summary: 'The function may have only so many executions at once; with 0 every invocation is throttled.',
  description: `The reserved concurrency of the function is lowered, as when another function eats up the account's concurrency or
somebody pulls the emergency brake. Callers get \`TooManyRequestsException\` (HTTP 429). An event source mapping of a queue goes on
receiving: messages whose invocation is throttled come back after their visibility timeout, one receive poorer, and reach the
dead-letter queue without ever having been tried. AWS refuses a value that would leave less than 100 unreserved executions.`,
  example: { target: { function: 'shop-payments' }, parameters: { reservedConcurrency: 1 } },
  target: functionSettingTarget,
  parameters,
  decide: ({ parameters: { reservedConcurrency } }) => ({ reservedConcurrency }),
};
