import * as z from 'zod';

const MAX_DURATION_SECONDS = 3_600;

/** Fields of every request that starts something. */
export const injection = {
  action: z.literal('inject'),
  id: z.string().min(1),
  /** The fault ends by itself after this time, whoever started it. */
  durationSeconds: z.number().positive().max(MAX_DURATION_SECONDS),
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
