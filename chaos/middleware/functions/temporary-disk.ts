import { closeSync, openSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseWrites } from './refuse-writes.ts';

/** The most that Lambda gives (https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html), and some more. */
const LARGEST_VOLUME_BYTES = 11 * 2 ** 30;
const CHUNK_BYTES = 2 ** 22;
const LEAST_BYTES = 2 ** 9;

/**
 * Leaves no room in the temporary folder, and returns what frees it. A volume as Lambda gives one is filled by a file that
 * has no name any more: it goes when its process goes, however that ends. What is larger is the disk of a machine, which
 * others use; there `node:fs` itself refuses to write to the folder.
 */
export function fillTemporaryDisk(folder: string = tmpdir()): () => void {
  const { blocks, bsize } = statfsSync(folder);
  return blocks * bsize > LARGEST_VOLUME_BYTES ? refuseWrites(folder) : fill(folder);
}

function fill(folder: string): () => void {
  const path = join(folder, `faultline-ballast-${process.pid}`);
  let file: number;
  try {
    file = openSync(path, 'wx');
    unlinkSync(path);
  } catch {
    // Where no file can be made there is no room either.
    return () => undefined;
  }
  let chunk = new Uint8Array(CHUNK_BYTES).fill(1);
  while (chunk.length >= LEAST_BYTES) {
    try {
      writeSync(file, chunk);
    } catch {
      chunk = chunk.subarray(0, chunk.length / 2);
    }
  }
  return () => closeSync(file);
}
