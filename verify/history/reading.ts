import type { HistoryHeader } from './event.ts';

/** What a reader learns besides the events; complete once the events have been read to the end. */
export interface HistoryReading {
  header: HistoryHeader | undefined;
  events: number;
  /** The line of the file that the last event came from, from 1. */
  line: number;
  /** The text of a last line or form that a crashed writer left unfinished: not judged, and the history is incomplete. */
  truncated: string | undefined;
}

/** A `HistoryReading` to hand to a reader. */
export function emptyReading(): HistoryReading {
  return { header: undefined, events: 0, line: 0, truncated: undefined };
}
