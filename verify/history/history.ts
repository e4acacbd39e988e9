import { ednOperations } from './edn/edn-operations.ts';
import type { HistoryEvent } from './event.ts';
import type { HistoryFormat } from './formats.ts';
import { readJsonLines } from './json/json-lines.ts';
import { jsonOperations } from './json/json-operations.ts';
import { porcupineOperations } from './json/porcupine-operations.ts';
import { withKeys } from './operations/keyed.ts';
import { eventsOfOperations } from './operations/operation-events.ts';
import { emptyReading, type HistoryReading } from './reading.ts';
import { formatOf } from './source/sniff.ts';
import { sourceOf } from './source/source.ts';

/** A history where it lies. */
export interface StoredHistory {
  /** The file: in a folder, the one that was found. */
  readonly file: string;
  readonly format: HistoryFormat;
  readonly isGzip: boolean;
  /**
   * Its events, read anew each time. The lab's own format is streamed; of others all is held in memory, because only all of
   * it tells whether values are those of independent keys.
   * @throws HistoryError on the way, for what is no history
   */
  events(reading?: HistoryReading): Iterable<HistoryEvent>;
  /** The line, from 1, on which an event begins. */
  lineOf(index: number): number;
}

/**
 * Finds out where and in what a history is written.
 * @param path a file, compressed or not, a pipe, or a folder that holds a history
 * @param format what it is written in; by how it begins when nothing is said
 */
export function openHistory(path: string, format?: HistoryFormat): StoredHistory {
  const source = sourceOf(path);
  const written = format ?? formatOf(source);
  const read = (reading: HistoryReading) =>
    written === 'jsonl'
      ? readJsonLines(source, reading)
      : eventsOfOperations(source.file, operationsIn[written](source, reading), reading);
  return {
    file: source.file,
    format: written,
    isGzip: source.isGzip,
    events: (reading = emptyReading()) => (written === 'jsonl' ? read(reading) : withKeys([...read(reading)])),
    lineOf(index) {
      const reading = emptyReading();
      for (const event of read(reading)) if (event.index === index) break;
      return reading.line;
    },
  };
}

const operationsIn = { json: jsonOperations, edn: ednOperations, porcupine: porcupineOperations } as const;

/** Read a whole history into memory. @throws HistoryError */
export function loadHistory(
  path: string,
  format?: HistoryFormat,
): { readonly reading: HistoryReading; readonly events: HistoryEvent[] } {
  const reading = emptyReading();
  return { reading, events: [...openHistory(path, format).events(reading)] };
}
