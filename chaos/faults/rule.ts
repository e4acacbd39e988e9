import * as z from 'zod';
import { delay } from './delay.ts';
import { throttle } from './throttle.ts';

/** What a rule aims at; every given part must match. */
export const targetSchema = z.strictObject({
  /** Name of the Lambda function in which the fault acts. */
  function: z.string().min(1).optional(),
  /** AWS service that is called, in the SDK's service id in lower case: `dynamodb`, `sqs`. */
  service: z.string().min(1).optional(),
  /** API operations: `PutItem`, `SendMessage`. */
  operations: z.array(z.string().min(1)).min(1).optional(),
  /** Name of the DynamoDB table that the call touches. */
  table: z.string().min(1).optional(),
});

export type Target = z.output<typeof targetSchema>;

const shared = {
  /** Unique among all rules: lower case, digits, dots and dashes. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'expected lower-case letters, digits, dots and dashes'),
  target: targetSchema.refine((target) => target.function !== undefined || target.table !== undefined, {
    error: 'expected a function or a table to aim at',
  }),
  /** Share of the stable keys to hit. */
  percentage: z.number().min(0).max(100),
  seed: z.number().int(),
  /** Epoch milliseconds. The rule acts in [startsAt, expiresAt), wherever its writer is by then. */
  startsAt: z.number().int().nonnegative(),
  expiresAt: z.number().int().nonnegative(),
};

/** An active or coming fault, as it lies in the chaos table. */
export const ruleSchema = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal(delay.name), ...shared, parameters: delay.parameters }),
  z.strictObject({ fault: z.literal(throttle.name), ...shared, parameters: throttle.parameters }),
]);

export type Rule = z.output<typeof ruleSchema>;
export type RuleOf<Name extends Rule['fault']> = Extract<Rule, { fault: Name }>;

/** Whether the rule acts at this time, by its own account: expiry needs nobody to withdraw the rule. */
export function isActive(rule: Rule, now: number): boolean {
  return rule.startsAt <= now && now < rule.expiresAt;
}
