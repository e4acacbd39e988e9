import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { waitUntil } from '../../kernel/wait-until.ts';

/**
 * Does the work while no other process does work under the same lock file.
 *
 * The lock is SQLite's own lock on an empty database, which the operating system releases when a process ends, however it
 * ends: there are no stale locks to recognize.
 *
 * @param onWait is called once if another process holds the lock
 * @throws the signal's reason if it aborts while waiting
 */
export async function exclusively<T>(
  lockFile: string,
  onWait: () => void,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true });
  const database = new DatabaseSync(lockFile);
  try {
    if (!tryLock(database)) {
      onWait();
      const free = () => tryLock(database) || undefined;
      await waitUntil(free, { deadlineMs: Number.POSITIVE_INFINITY, everyMs: 100, signal });
    }
    return await work();
  } finally {
    database.close();
  }
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 5;
}
