import type { HistoryEvent } from '../event.ts';

/** Writes a history piece by piece. */
export interface HistoryWriter {
  readonly head: string;
  /** What an event adds: text, perhaps none. */
  text(event: HistoryEvent): string;
  tail(): string;
}
