import type { HistoryEvent } from '../../verify/history/event.ts';
import type { Run } from './run.ts';

/** What a run's history says of one saga, as far as the report draws it. Times are epoch milliseconds. */
export interface SagaLife {
  readonly id: string;
  begunAt: number | undefined;
  endedAt: number | undefined;
  /** The final state in the system's own word, such as `confirmed`. */
  label: string | undefined;
  /** Whether every step stands; undefined while the saga is open. */
  committed: boolean | undefined;
}

/** A field of an event's value, whatever the value is. */
export function fieldOf(event: Pick<HistoryEvent, 'value'>, name: string): unknown {
  const { value } = event;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** The moment of an event as epoch milliseconds. */
export function momentOf(run: Pick<Run, 'origin'>, event: Pick<HistoryEvent, 'time'>): number {
  return run.origin + event.time / 1e6;
}

/** The sagas of a run by id, in the order in which they appear. */
export function sagaLives(run: Pick<Run, 'origin' | 'history'>): ReadonlyMap<string, SagaLife> {
  const lives = new Map<string, SagaLife>();
  for (const event of run.history) {
    if (event.f !== 'begin' && event.f !== 'end') continue;
    const id = String(event.key);
    const life = lives.get(id) ?? {
      id,
      begunAt: undefined,
      endedAt: undefined,
      label: undefined,
      committed: undefined,
    };
    lives.set(id, life);
    if (event.f === 'begin') life.begunAt ??= momentOf(run, event);
    else {
      life.endedAt = momentOf(run, event);
      life.label = String(fieldOf(event, 'label') ?? 'ended');
      life.committed = fieldOf(event, 'outcome') === 'committed';
    }
  }
  return lives;
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
