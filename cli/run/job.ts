import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { Aborted } from '../../kernel/aborted.ts';
import { labCommand } from '../../kernel/project.ts';
import { startOf } from '../../localstack/host/processes.ts';
import { filesOf } from './abort-request.ts';

const schema = z.object({
  pid: z.int(),
  /** When that process started, in the words of the operating system: ids alone are used again. */
  processStart: z.string(),
  runDir: z.string(),
  title: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
});

/** The run that is under way at an endpoint. */
export type Job = z.output<typeof schema>;

/** A job of this process, as others see it. */
export interface OpenJob {
  /** Aborts, with `Aborted`, when somebody asks for it by `./lab abort`. */
  readonly aborts: AbortSignal;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 50;

/** Tells others of this run, and listens to them. */
export async function openJob(endpoint: string, { runDir, title }: Pick<Job, 'runDir' | 'title'>): Promise<OpenJob> {
  const { job, request } = filesOf(endpoint);
  const processStart = (await startOf(process.pid)) ?? '';
  const record: Job = { pid: process.pid, processStart, runDir, title, startedAt: Date.now() };
  await mkdir(dirname(job), { recursive: true });
  await rm(request, { force: true });
  await writeFile(`${job}.new`, `${JSON.stringify(record)}\n`);
  await rename(`${job}.new`, job);
  const abort = new AbortController();
  const timer = setInterval(async () => {
    const asked = await readFile(request, 'utf8').catch(() => undefined);
    if (asked !== undefined && !abort.signal.aborted)
      abort.abort(new Aborted(`somebody asked for it by ${labCommand} abort`));
  }, LOOK_EVERY_MS);
  return {
    aborts: abort.signal,
    async close() {
      clearInterval(timer);
      await Promise.all([rm(job, { force: true }), rm(request, { force: true })]);
    },
  };
}

/** The run that is under way at an endpoint, if its process lives. */
export async function readJob(endpoint: string): Promise<Job | undefined> {
  const text = await readFile(filesOf(endpoint).job, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { data } = schema.safeParse(JSON.parse(text));
  return data !== undefined && (await startOf(data.pid)) === data.processStart ? data : undefined;
}
