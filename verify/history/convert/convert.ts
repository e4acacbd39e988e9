import type { HistoryFormat, WrittenFormat } from '../formats.ts';
import { openHistory } from '../history.ts';
import { emptyReading, type HistoryReading } from '../reading.ts';
import { writerOf } from './writers.ts';

/** What to convert, and into what. */
export interface Conversion {
  readonly file: string;
  /** By how it begins when nothing is said. */
  readonly from?: HistoryFormat | undefined;
  readonly to: WrittenFormat;
}

const pieceCharacters = 1 << 16;

/**
 * The text of a history in another format, in pieces. The lab's own format is streamed, in memory bounded by its longest
 * line.
 * @param reading tells in the end how many events there were, and whether a last one was cut off: it is not converted
 * @throws HistoryError for a file that is no history
 */
export function* converted(
  { file, from, to }: Conversion,
  reading: HistoryReading = emptyReading(),
): Generator<string, void, undefined> {
  let writer: ReturnType<typeof writerOf> | undefined;
  let text = '';
  for (const event of openHistory(file, from).events(reading)) {
    if (writer === undefined) {
      writer = writerOf(to, headerOf(reading));
      text = writer.head;
    }
    text += writer.text(event);
    if (text.length < pieceCharacters) continue;
    yield text;
    text = '';
  }
  if (writer === undefined) {
    writer = writerOf(to, headerOf(reading));
    text = writer.head;
  }
  yield text + writer.tail();
}

function headerOf({ header }: HistoryReading) {
  return header ?? ({ faultline: 'history', version: 1, origin: 0 } as const);
}
