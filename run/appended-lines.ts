import { closeSync, openSync, readSync } from 'node:fs';

/** A reader of a file that others append to: each call returns the whole lines that were added since the last. */
export function openLines(path: string): () => string[] {
  let offset = 0;
  let half = Buffer.alloc(0);
  return () => {
    const added = readFrom(path, offset);
    offset += added.length;
    const bytes = Buffer.concat([half, added]);
    const end = bytes.lastIndexOf('\n') + 1;
    half = bytes.subarray(end);
    return bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
  };
}

/** The file's bytes from this one on; none while the file is not there. */
function readFrom(path: string, offset: number): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const chunks: Buffer[] = [];
    for (let at = offset; ; ) {
      const chunk = Buffer.alloc(65_536);
      const length = readSync(file, chunk, 0, chunk.length, at);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, length));
      at += length;
    }
  } finally {
    closeSync(file);
  }
}
