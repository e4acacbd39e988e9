import { ednOf } from '../edn/write.ts';
import type { HistoryHeader } from '../event.ts';
import { jsonText } from '../exact-json.ts';
import type { WrittenFormat } from '../formats.ts';
import { ElleJson } from './elle-json.ts';
import type { HistoryWriter } from './history-writer.ts';
import { PorcupineEvents } from './porcupine-events.ts';

/**
 * The writer of a format: `jsonl` is the lab's own; `edn` that of Jepsen and Elle, a map a line; `elle` the JSON of
 * elle-cli; `porcupine` a JSON array of its `Event`.
 */
export function writerOf(format: WrittenFormat, header: HistoryHeader): HistoryWriter {
  if (format === 'elle') return new ElleJson();
  if (format === 'porcupine') return new PorcupineEvents();
  if (format === 'edn') return { head: '', text: (event) => `${ednOf(event)}\n`, tail: () => '' };
  return { head: `${jsonText(header)}\n`, text: (event) => `${jsonText(event)}\n`, tail: () => '' };
}
