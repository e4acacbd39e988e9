import type * as z from 'zod';
import type { EventType, HistoryEvent } from '../history/event.ts';
import { EventError } from '../history/history-error.ts';

/**
 * The value of an event, or what was put together as it, as its vocabulary says.
 * @throws EventError naming the event, the field and what is wrong
 */
export function readValue<Value>(schema: z.ZodType<Value>, event: HistoryEvent, value: unknown = event.value): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue];
  const got = path.reduce<unknown>((inner, name) => (inner as Record<PropertyKey, unknown>)?.[name], value);
  const expected = message.replace(/^Invalid input: expected /, '').replace(/, received .*$/, '');
  throw new EventError(event, { field: ['value', ...path].join('.'), expected, got });
}

/**
 * What a word may be: an event of another type would be taken for something that it is not.
 * @throws EventError for another type
 */
export function expectType(event: HistoryEvent, types: readonly EventType[]): void {
  if (types.includes(event.type)) return;
  throw new EventError(event, { field: 'type', expected: types.join(', '), got: event.type });
}
