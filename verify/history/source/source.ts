import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { HistoryError, Told } from '../history-error.ts';
import { historyIn } from './store-folder.ts';

/** Bytes, from the first to the last. */
export interface Bytes {
  /** Puts the next ones into a buffer, from a place on, as many as fit. @returns how many; 0: there are no more */
  read(into: Buffer, at: number): number;
  close(): void;
}

/** Where a history lies. It can be read again. */
export interface Source {
  readonly file: string;
  readonly isGzip: boolean;
  /** Compressed, and the end is missing: a crash cut it off. */
  readonly isCut: boolean;
  open(): Bytes;
}

/**
 * A file, compressed or not, a pipe, or a folder with a history in it, such as Jepsen's of one test. What is compressed and
 * what comes through a pipe is held in memory, everything else is read when it is asked for: synchronously, so that who
 * limits the time of a judgement limits the reading too.
 * @throws HistoryError for what is no gzip after its first bytes
 */
export function sourceOf(path: string): Source {
  const file = historyIn(path);
  const whole = statSync(file).isFile() ? undefined : readFileSync(file);
  const [first, second] = whole ?? firstBytes(file);
  const isGzip = first === 0x1f && second === 0x8b;
  if (isGzip) {
    const { bytes, isCut } = unzipped(file, whole ?? readFileSync(file));
    return { file, isGzip, isCut, open: () => new HeldBytes(bytes) };
  }
  return { file, isGzip, isCut: false, open: () => (whole === undefined ? new FileBytes(file) : new HeldBytes(whole)) };
}

function firstBytes(file: string): Buffer {
  const bytes = new FileBytes(file);
  try {
    const first = Buffer.alloc(2);
    bytes.read(first, 0);
    return first;
  } finally {
    bytes.close();
  }
}

function unzipped(file: string, zipped: Buffer): { bytes: Buffer; isCut: boolean } {
  try {
    return { bytes: gunzipSync(zipped), isCut: false };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fault = { field: 'gzip', got: new Told(message), expected: 'what gzip has compressed' };
    if (code !== 'Z_BUF_ERROR') throw new HistoryError(file, 1, fault);
    return { bytes: gunzipSync(zipped, { finishFlush: constants.Z_SYNC_FLUSH }), isCut: true };
  }
}

class FileBytes implements Bytes {
  readonly #descriptor: number;

  constructor(file: string) {
    this.#descriptor = openSync(file, 'r');
  }

  read(into: Buffer, at: number): number {
    return readSync(this.#descriptor, into, at, into.length - at, null);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

class HeldBytes implements Bytes {
  readonly #bytes: Buffer;
  #from = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(into: Buffer, at: number): number {
    const copied = this.#bytes.copy(into, at, this.#from);
    this.#from += copied;
    return copied;
  }

  close(): void {}
}
