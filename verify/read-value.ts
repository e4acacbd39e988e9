import type { z } from 'zod';
import type { HistoryEvent } from './event.ts';

/** The value of an event as its vocabulary says. @throws Error naming the event, the field and what is wrong */
export function readValue<Value>(schema: z.ZodType<Value>, event: HistoryEvent): Value {
  const parsed = schema.safeParse(event.value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = ['value', ...(issue?.path ?? [])].join('.');
  throw new Error(`event ${event.index} (${event.f}): ${where}: ${issue?.message ?? 'malformed'}`);
}
