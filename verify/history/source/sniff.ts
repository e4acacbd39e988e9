import type { HistoryFormat } from '../formats.ts';
import type { Source } from './source.ts';

const looked = 1 << 16;
const porcupineFields = /"(?:ClientId|Kind)"\s*:/;

/**
 * What a history is written in, by how it begins: a header makes it the lab's own; else a map whose first key is a string
 * with a colon behind it is JSON, and whatever begins otherwise EDN. What is neither is taken for the lab's own, and
 * refused as that.
 */
export function formatOf(source: Source): HistoryFormat {
  const text = beginningOf(source);
  if (/^\s*{.*"faultline"\s*:/.test(text)) return 'jsonl';
  if (/^\s*(?:\[\s*)?{\s*"(?:[^"\\]|\\.)*"\s*:/.test(text)) return isPorcupine(text) ? 'porcupine' : 'json';
  if (/^\s*(?:[;#(]|\[\s*[^\s"]|{\s*[^\s"])/.test(text)) return 'edn';
  return source.file.replace(/\.gz$/, '').endsWith('.edn') ? 'edn' : 'jsonl';
}

function isPorcupine(text: string): boolean {
  const end = text.indexOf('}');
  return porcupineFields.test(end < 0 ? text : text.slice(0, end));
}

function beginningOf(source: Source): string {
  const bytes = source.open();
  try {
    const buffer = Buffer.alloc(looked);
    let to = 0;
    for (let count = bytes.read(buffer, 0); count > 0; count = bytes.read(buffer, to)) {
      to += count;
      if (to === looked) break;
    }
    return buffer.toString('utf8', 0, to).replace(/^\ufeff/, '');
  } finally {
    bytes.close();
  }
}
