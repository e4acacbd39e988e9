import * as z from 'zod';
import { type Rule, ruleSchema } from '../../faults/rule.ts';
import { selectionFields } from '../../faults/selection.ts';
import { injection, parseRequest } from '../request.ts';

/** Fields of every request that starts a rule. */
export const ruleInjection = {
  ...injection,
  ...selectionFields,
  seed: z.number().int(),
  /** Epoch milliseconds; default: at once. */
  startsAt: z.number().int().nonnegative().optional(),
};

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
