import type { HistoryEvent } from '../../history/event.ts';
import type { Checker } from '../../verdict/checker.ts';
import type { Draw } from '../mutants/draw.ts';

/** Histories, and who judges them. */
export interface Ground {
  readonly name: string;
  readonly checkers: readonly Checker<never>[];
  readonly options?: object;
  /** Many that are short: twenty of them are a line of the record. */
  readonly small?: true;
  /** The history of a number: always the same. */
  history(n: number): HistoryEvent[];
}

/** Operations of different processes that ran one after the other, some of them at the same time. */
export function overlapping(history: readonly HistoryEvent[], draw: Draw): HistoryEvent[] {
  const events = [...history];
  for (let n = 1; n + 1 < events.length; n += 1) {
    const [ended, begun] = [events[n], events[n + 1]];
    if (ended?.type === 'invoke' || begun?.type !== 'invoke' || ended?.process === begun.process) continue;
    if (draw(0, 2) > 0) [events[n], events[n + 1]] = [begun, ended as HistoryEvent];
  }
  return events.map((event, index) => ({ ...event, index, time: index }));
}
