import { readEdnHistory } from '../edn/edn-history.ts';
import { withKeys } from '../edn/keyed.ts';
import type { HistoryEvent } from '../event.ts';
import type { WrittenFormat } from '../formats.ts';
import { emptyReading, type HistoryReading, readHistory } from '../history.ts';
import { writerOf } from './writers.ts';

/** What to convert, and into what. */
export interface Conversion {
  readonly file: string;
  readonly from: 'jsonl' | 'edn';
  readonly to: WrittenFormat;
}

const chunkCharacters = 1 << 16;

/**
 * The text of a history in another format, in pieces. JSON lines are streamed, in memory bounded by their longest line;
 * EDN is held in memory, because only all of it tells whether its values are those of independent keys.
 * @param reading tells in the end how many events there were, and whether a last one was cut off: it is not converted
 * @throws HistoryError for a file that is no history
 */
export async function* converted(
  { file, from, to }: Conversion,
  reading: HistoryReading = emptyReading(),
): AsyncGenerator<string, void, undefined> {
  const events = from === 'edn' ? await ednEvents(file, reading) : readHistory(file, reading);
  let writer: ReturnType<typeof writerOf> | undefined;
  let text = '';
  for await (const event of events) {
    if (writer === undefined) {
      writer = writerOf(to, headerOf(reading));
      text = writer.head;
    }
    text += writer.text(event);
    if (text.length < chunkCharacters) continue;
    yield text;
    text = '';
  }
  if (writer === undefined) {
    writer = writerOf(to, headerOf(reading));
    text = writer.head;
  }
  yield text + writer.tail();
}

async function ednEvents(file: string, reading: HistoryReading): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const event of readEdnHistory(file, reading)) events.push(event);
  return withKeys(events);
}

function headerOf({ header }: HistoryReading) {
  return header ?? ({ faultline: 'history', version: 1, origin: 0 } as const);
}
