import type * as z from 'zod';
import type { HistoryEvent } from '../history/event.ts';

/**
 * The value of an event, or what was put together as it, as its vocabulary says.
 * @throws Error naming the event, the field and what is wrong
 */
export function readValue<Value>(schema: z.ZodType<Value>, event: HistoryEvent, value: unknown = event.value): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = ['value', ...(issue?.path ?? [])].join('.');
  throw new Error(`event ${event.index} (${event.f}): ${where}: ${issue?.message ?? 'malformed'}`);
}
