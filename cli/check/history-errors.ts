import { existsSync } from 'node:fs';
import { UsageError } from '../../kernel/usage-error.ts';
import { HistoryError } from '../../verify/history/history-error.ts';
import { NoHistoryError } from '../../verify/history/source/store-folder.ts';

/** What a history file is asked for, or the error in it as the user's. @throws UsageError */
export async function explainHistory<Result>(file: string, asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    if (!existsSync(file)) throw new UsageError(`there is no file ${file}`, { hint: 'Give the path of a history.' });
    if (error instanceof NoHistoryError) throw new UsageError(error.message, { hint: 'Give the path of a history.' });
    if (error instanceof HistoryError) {
      throw new UsageError(error.message, { hint: 'verify/README.md describes the formats; --format names another.' });
    }
    throw error;
  }
}
