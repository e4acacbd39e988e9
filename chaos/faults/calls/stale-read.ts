import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { lengthMs } from '../length.ts';
import { onlyIn } from '../misfit.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({
  maxStalenessMs: lengthMs
    .min(1)
    .default(1_000)
    .describe(
      'Milliseconds that an answer may lag behind. DynamoDB is usually up to date within a second, and promises no bound.',
    ),
});

export interface StaleReadEffect {
  readonly maxStalenessMs: number;
}

/**
 * An eventually consistent read that sees the past
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html).
 */
export const staleRead: Fault<'stale-read', typeof callTarget, typeof parameters, StaleReadEffect> = {
  name: 'stale-read',
  place: 'call',
  summary: 'An eventually consistent read is answered with what this execution environment read before.',
  description: `A GetItem, BatchGetItem, Query or Scan without \`ConsistentRead: true\` is answered as the very same request was answered earlier in this
environment while the rule acted, at most maxStalenessMs ago; without such an answer it goes to the table. This models a replica that lags
behind for one client, and breaks read-your-writes and monotonic reads. It does not model states that this environment never read,
nor two clients that see different replicas of one write: a first read is always fresh.`,
  example: {
    target: { function: 'shop-api', table: 'shop-sagas' },
    parameters: { maxStalenessMs: 2_000 },
  },
  target: callTarget,
  parameters,
  misfit: onlyIn('dynamodb', ['GetItem', 'BatchGetItem', 'Query', 'Scan']),
  decide: ({ parameters }) => parameters,
};
