import * as z from 'zod';
import { type Rule, ruleSchema, selectionFields } from '../faults/rule.ts';

const MAX_DURATION_SECONDS = 3_600;

/** Fields of every request that starts something. */
export const injection = {
  action: z.literal('inject'),
  id: z.string().min(1),
  /** The fault ends by itself after this time, whoever started it. */
  durationSeconds: z.number().positive().max(MAX_DURATION_SECONDS),
};

/** Fields of every request that starts a rule. */
export const ruleInjection = {
  ...injection,
  ...selectionFields,
  seed: z.number().int(),
  /** Epoch milliseconds; default: at once. */
  startsAt: z.number().int().nonnegative().optional(),
};

export const withdrawal = z.strictObject({ action: z.literal('withdraw'), id: z.string().min(1) });
export const inquiry = z.strictObject({ action: z.literal('status') });

/**
 * Reads a request.
 * @throws Error that names each wrong field, what it got and what was expected
 */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, event: unknown): z.output<Schema> {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`);
  throw new Error(`Bad request: ${problems.join('; ')}. Got ${JSON.stringify(event)}.`);
}

/** What an EventBridge schedule sends when it has no input of its own; it asks for what is due. */
export function isScheduled(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'source' in event && event.source === 'aws.events';
}

/** The window of a rule that starts now or later. */
export function windowOf(request: { startsAt?: number | undefined; durationSeconds: number }, now: number) {
  const startsAt = request.startsAt ?? now;
  return { startsAt, expiresAt: startsAt + Math.round(request.durationSeconds * 1_000) };
}

const selectionSchema = z.object({ id: ruleInjection.id, seed: ruleInjection.seed, ...selectionFields });

/** The fields of a request that a rule takes over as they are: its id, its seed and whom it hits. */
export function selectionOf(request: z.output<typeof selectionSchema>): z.output<typeof selectionSchema> {
  return selectionSchema.parse(request);
}

/** A rule as functions will accept it. @throws Error that names each wrong field */
export function parseRule(rule: Readonly<Record<string, unknown>>): Rule {
  return parseRequest(ruleSchema, rule);
}
