import type * as z from 'zod';
import type { HistoryEvent } from '../history/event.ts';
import { OpenOperations } from '../history/open-operations.ts';
import { readValue } from '../words/read-value.ts';

/** An operation of one process: it took effect, if it did, between `start` and `end` (ns). */
export interface Operation<Value> {
  readonly key: string;
  readonly process: string;
  readonly start: number;
  /** Infinite where the outcome is unknown. */
  readonly end: number;
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly value: Value;
  readonly events: readonly number[];
}

/**
 * The operations called `f`, in the order in which they began. The value of the invocation and of the end are taken
 * together, so that either may say it. An `ok` without an invocation is a point.
 * @throws EventError when a value is not as the schema says, or a process does two things at once
 */
export function operationsOf<Value>(
  history: readonly HistoryEvent[],
  f: string,
  schema: z.ZodType<Value>,
): Operation<Value>[] {
  const operations: Operation<Value>[] = [];
  const open = new OpenOperations();
  const settle = (invoke: HistoryEvent, end: HistoryEvent): void => {
    const value = readValue(schema, end, { ...(invoke.value as object), ...(end.value as object) });
    const outcome = end.type === 'invoke' ? 'info' : end.type;
    operations.push({
      key: String(invoke.key),
      process: String(invoke.process),
      start: invoke.time,
      end: outcome === 'info' ? Number.POSITIVE_INFINITY : end.time,
      outcome,
      value,
      events: invoke === end ? [end.index] : [invoke.index, end.index],
    });
  };
  for (const event of history) {
    if (event.f !== f) continue;
    if (event.type === 'invoke') open.begin(event);
    else settle(open.end(event) ?? event, event);
  }
  for (const invoke of open.rest()) settle(invoke, invoke);
  return operations.sort((a, b) => a.start - b.start);
}

/** Things by what they belong to, in their order. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
