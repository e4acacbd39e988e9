import type { HistoryEvent } from '../history/event.ts';

/** When something happened that ends now, and what was asked of it. */
export interface Ended {
  /** Between these times (ns), */
  readonly start: number;
  readonly end: number;
  /** and between these events. */
  readonly first: number;
  readonly index: number;
  readonly asked: unknown;
}

/**
 * When things happened that a client asked for: between its `invoke` and their end; an end alone is a point. One call may
 * receive or delete many messages, and then has one `invoke` and many ends.
 */
export class Spans {
  readonly #asked = new Map<string, { readonly event: HistoryEvent; ended: boolean }>();
  readonly #lost: HistoryEvent[] = [];

  begin(event: HistoryEvent): void {
    const place = placeOf(event);
    const before = this.#asked.get(place);
    if (before?.ended === false) this.#lost.push(before.event);
    this.#asked.set(place, { event, ended: false });
  }

  end(event: HistoryEvent): Ended {
    const asked = this.#asked.get(placeOf(event)) ?? this.#asked.get(placeOf({ ...event, key: undefined }));
    if (asked !== undefined) asked.ended = true;
    if (event.f === 'receive' && event.type === 'info') this.#lost.push(asked?.event ?? event);
    const { time: start, index: first, value } = asked?.event ?? event;
    // What is of unknown outcome may still happen.
    const end = event.type === 'info' ? Number.POSITIVE_INFINITY : event.time;
    return { start, end, first, index: event.index, asked: value };
  }

  /** What was asked for and never ended. */
  open(): HistoryEvent[] {
    const open = [...this.#asked.values()].filter(({ ended }) => !ended).map(({ event }) => event);
    return [...this.#lost.filter(({ f, type }) => f !== 'receive' && type === 'invoke'), ...open].sort(
      (a, b) => a.index - b.index,
    );
  }

  /** Receives of a message, or of whatever there was, that may have happened though nobody got their answer. */
  lostReceives(id: string): number[] {
    const open = [...this.#asked.values()].filter(({ ended }) => !ended).map(({ event }) => event);
    return [...this.#lost, ...open]
      .filter(({ f, key }) => f === 'receive' && (key === undefined || String(key) === id))
      .map(({ index }) => index);
  }
}

function placeOf({ process, f, key }: Pick<HistoryEvent, 'process' | 'f' | 'key'>): string {
  return `${f}\n${process}\n${key ?? ''}`;
}
