import { HistoryError, Told } from '../history-error.ts';
import type { Said } from '../operations/operation.ts';
import type { HistoryReading } from '../reading.ts';
import type { Source } from '../source/source.ts';
import { TextWindow } from '../source/text-window.ts';
import { EdnError, EdnParser, Unfinished } from './edn-parser.ts';

const longestShown = 2000;

/**
 * The forms of an EDN file: those at the top, or those of one vector or list around all of them, as Jepsen writes
 * `history.edn` in both ways. A last form that a crash cut off is reported in `reading`. In memory bounded by the longest
 * form.
 * @throws HistoryError with the line, what was found and what was expected
 */
export function* ednOperations(source: Source, reading: HistoryReading): Generator<Said, void, undefined> {
  const bytes = source.open();
  const window = new TextWindow(bytes);
  const parser = new EdnParser(window);
  let around = '';
  let began = 0;
  try {
    const first = parser.next();
    if (first === '[' || first === '(') {
      around = first === '[' ? ']' : ')';
      parser.pass();
    }
    for (let next = parser.next(); next !== ''; next = parser.next()) {
      if (next === around) {
        parser.pass();
        around = '';
        continue;
      }
      const line = parser.line;
      began = window.at;
      yield { operation: parser.form(), line };
      window.forget();
    }
    if (around !== '') reading.truncated = '';
  } catch (error) {
    if (error instanceof Unfinished) reading.truncated = window.text.slice(began, began + longestShown).trim();
    else if (error instanceof EdnError) {
      const { line, got, expected } = error;
      throw new HistoryError(source.file, line, { field: 'form', got: new Told(got), expected });
    } else throw error;
  } finally {
    bytes.close();
  }
  if (source.isCut) reading.truncated ??= '';
}
