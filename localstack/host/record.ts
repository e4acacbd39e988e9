import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { startOf } from './processes.ts';

const schema = z.object({
  /** LocalStack's process. */
  pid: z.int(),
  /** When that process started, as {@link startOf} tells it. */
  processStart: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
});

/** What `up` remembers about the LocalStack that it started. */
export type LabRecord = z.infer<typeof schema>;

/** Remembers a process that was just started. */
export async function writeRecord(file: string, pid: number): Promise<void> {
  const record: LabRecord = { pid, processStart: (await startOf(pid)) ?? 'ended at once', startedAt: Date.now() };
  await writeFile(`${file}.new`, `${JSON.stringify(record)}\n`);
  await rename(`${file}.new`, file);
}

/** The record, if its process still lives; a process that has only the same id does not count. */
export async function readLiveRecord(file: string): Promise<LabRecord | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const record = parse(text);
  if (record === undefined) return undefined;
  return (await startOf(record.pid)) === record.processStart ? record : undefined;
}

function parse(text: string): LabRecord | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
