import * as z from 'zod';
import { crash } from './crash.ts';
import { delay } from './delay.ts';
import { duplicate } from './duplicate.ts';
import { error } from './error.ts';
import { lostAcknowledgement } from './lost-acknowledgement.ts';
import { throttle } from './throttle.ts';
import { timeout } from './timeout.ts';

/** What a fault of a function, or of the records that it gets, aims at. */
export const functionTargetSchema = z.strictObject({
  /** Name of the Lambda function in which the fault acts. */
  function: z.string().min(1),
});

/** What a fault of AWS calls aims at; every given part must match. */
export const callTargetSchema = z.strictObject({
  /** Name of the Lambda function that calls. */
  function: z.string().min(1).optional(),
  /** AWS service that is called, in the SDK's service id in lower case: `dynamodb`, `sqs`. */
  service: z.string().min(1).optional(),
  /** API operations: `PutItem`, `SendMessage`. */
  operations: z.array(z.string().min(1)).min(1).optional(),
  /** Name of the DynamoDB table that the call touches. */
  table: z.string().min(1).optional(),
});

const aimedCallTargetSchema = callTargetSchema.refine(
  (target) => target.function !== undefined || target.table !== undefined,
  { error: 'expected a function or a table to aim at' },
);

const functionFault = { target: functionTargetSchema };
const callFault = { target: aimedCallTargetSchema };

/** What a rule says about each fault: its name, where it may aim, and its parameters. */
export const planned = {
  delay: { fault: z.literal(delay.name), ...functionFault, parameters: delay.parameters },
  error: { fault: z.literal(error.name), ...functionFault, parameters: error.parameters.prefault({}) },
  crash: { fault: z.literal(crash.name), ...functionFault, parameters: crash.parameters.prefault({}) },
  timeout: { fault: z.literal(timeout.name), ...functionFault, parameters: timeout.parameters.prefault({}) },
  duplicate: { fault: z.literal(duplicate.name), ...functionFault, parameters: duplicate.parameters.prefault({}) },
  throttle: { fault: z.literal(throttle.name), ...callFault, parameters: throttle.parameters.prefault({}) },
  lostAcknowledgement: {
    fault: z.literal(lostAcknowledgement.name),
    ...callFault,
    parameters: lostAcknowledgement.parameters.prefault({}),
  },
};

const shared = {
  /** Unique among all rules: lower case, digits, dots and dashes. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'expected lower-case letters, digits, dots and dashes'),
  /** Share of the stable keys to hit. */
  percentage: z.number().min(0).max(100),
  seed: z.number().int(),
  /** Epoch milliseconds. The rule acts in [startsAt, expiresAt), wherever its writer is by then. */
  startsAt: z.number().int().nonnegative(),
  expiresAt: z.number().int().nonnegative(),
};

/** An active or coming fault, as it lies in the chaos table. */
export const ruleSchema = z.discriminatedUnion('fault', [
  z.strictObject({ ...planned.delay, ...shared }),
  z.strictObject({ ...planned.error, ...shared }),
  z.strictObject({ ...planned.crash, ...shared }),
  z.strictObject({ ...planned.timeout, ...shared }),
  z.strictObject({ ...planned.duplicate, ...shared }),
  z.strictObject({ ...planned.throttle, ...shared }),
  z.strictObject({ ...planned.lostAcknowledgement, ...shared }),
]);

export type Rule = z.output<typeof ruleSchema>;
export type RuleOf<Name extends Rule['fault']> = Extract<Rule, { fault: Name }>;

/** Whether the rule acts at this time, by its own account: expiry needs nobody to withdraw the rule. */
export function isActive(rule: Rule, now: number): boolean {
  return rule.startsAt <= now && now < rule.expiresAt;
}
