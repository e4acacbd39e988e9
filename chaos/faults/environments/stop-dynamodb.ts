import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { databaseTarget } from '../target.ts';

const parameters = z.strictObject({
  calls: z
    .enum(['fail', 'hang'])
    .default('fail')
    .describe(
      'What comes of calls meanwhile: `fail` at once with a 503, or `hang` until the caller gives up or DynamoDB is back.',
    ),
});

export type StopDynamodbEffect = z.output<typeof parameters>;

/** A database that is gone for a while and comes back with everything that it had acknowledged. */
export const stopDynamodb: Fault<'stop-dynamodb', typeof databaseTarget, typeof parameters, StopDynamodbEffect> = {
  name: 'stop-dynamodb',
  place: 'environment',
  summary: 'DynamoDB stands still for everybody, the lab included, until the rule ends.',
  description: `Nothing is lost, and it goes on when the rule ends, whoever is alive then. Calls fail with
503 \`ServiceUnavailable\`; with \`hang\` they get no answer, and those whose callers have given up are carried out when it is back, as a
write that was on its way may be. Functions cannot read the chaos table meanwhile and go on with the rules that they know.`,
  example: { target: { service: 'dynamodb' }, parameters: { calls: 'fail' } },
  target: databaseTarget,
  parameters,
  decide: ({ parameters }) => parameters,
};
