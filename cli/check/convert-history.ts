import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { converted } from '../../verify/history/convert/convert.ts';
import type { HistoryFormat, WrittenFormat } from '../../verify/history/formats.ts';
import { emptyReading } from '../../verify/history/reading.ts';
import { explainHistory } from './history-errors.ts';

/** Options of `./lab history convert`. */
export interface ConvertOptions {
  readonly to: WrittenFormat;
  readonly format?: HistoryFormat;
  readonly out?: string;
}

/** Writes a history in another format. @throws UsageError for a file that is no history */
export async function convertHistory(file: string, { to, format, out }: ConvertOptions): Promise<void> {
  const reading = emptyReading();
  const pieces = converted({ file, from: format, to }, reading);
  const target = out === undefined ? process.stdout : createWriteStream(out);
  await explainHistory(file, pipeline(pieces, target, { end: out !== undefined }));
  if (reading.truncated !== undefined) process.stderr.write('the last line was cut off and not converted\n');
}
