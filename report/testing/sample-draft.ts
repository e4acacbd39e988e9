import type { HistoryEvent } from '../../verify/history/event.ts';

/** An event of an invented history before it has its place; the time is epoch milliseconds. */
export type Draft = Omit<HistoryEvent, 'index' | 'time'> & { readonly at: number };

/** Drafts as a history. @param start epoch milliseconds of time 0 */
export function ordered(drafts: readonly Draft[], start: number): readonly HistoryEvent[] {
  return [...drafts]
    .sort((a, b) => a.at - b.at)
    .map(({ at, ...event }, index) => ({ ...event, index, time: Math.max(0, Math.round((at - start) * 1e6)) }));
}
