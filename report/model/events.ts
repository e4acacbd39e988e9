import type { HistoryEvent } from '../../verify/history/event.ts';
import type { Run } from './run.ts';

/** A field of an event's value, whatever the value is. */
export function fieldOf(event: Pick<HistoryEvent, 'value'>, name: string): unknown {
  const { value } = event;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** The moment of an event as epoch milliseconds. */
export function momentOf(run: Pick<Run, 'origin'>, event: Pick<HistoryEvent, 'time'>): number {
  return run.origin + event.time / 1e6;
}

/** The event of an index, where it was read: indexes grow along a history, but not all of it is read. O(log n). */
export function eventAt({ history }: Pick<Run, 'history'>, index: number): HistoryEvent | undefined {
  let from = 0;
  let to = history.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((history[middle]?.index ?? 0) < index) from = middle + 1;
    else to = middle;
  }
  return history[from]?.index === index ? history[from] : undefined;
}
