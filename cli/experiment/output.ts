import { writeFile } from 'node:fs/promises';
import { UsageError } from '../../kernel/usage-error.ts';

/** Writes a text to a file, or to standard output where no file is named. @throws UsageError if it cannot be written */
export async function writeOutput(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeFile(file, text).catch((cause: Error) => {
    throw new UsageError(`cannot write ${file}: ${cause.message}`, { cause });
  });
}
