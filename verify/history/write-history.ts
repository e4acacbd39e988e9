import { open } from 'node:fs/promises';
import type { HistoryEvent, HistoryHeader } from './event.ts';
import { jsonText } from './exact-json.ts';

const pieceCharacters = 1 << 18;

/** Write a history file; events must be in order, as `readJsonLines` demands. */
export async function writeHistory(file: string, header: HistoryHeader, events: Iterable<HistoryEvent>): Promise<void> {
  const handle = await open(file, 'w');
  try {
    let buffer = `${jsonText(header)}\n`;
    for (const event of events) {
      buffer += `${jsonText(event)}\n`;
      if (buffer.length > pieceCharacters) {
        await handle.write(buffer);
        buffer = '';
      }
    }
    await handle.write(buffer);
  } finally {
    await handle.close();
  }
}
