import { runInNewContext } from 'node:vm';

/** The most that the watch of node:vm takes. */
const longestMs = 2 ** 31 - 1;

/**
 * Does synchronous work and stops it, wherever it is, when its time is over. Only what the work alone knows may be left
 * half done by it.
 * @param ms above zero
 * @returns what the work returns, or undefined when it was stopped
 */
export function within<Result>(ms: number, work: () => Result): Result | undefined {
  try {
    return runInNewContext('work()', { work }, { timeout: Math.min(longestMs, Math.max(1, Math.ceil(ms))) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}
