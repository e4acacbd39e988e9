import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Failure, News } from './news.ts';

/** How a module does its work. */
export interface OwnProcessOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes a line for each thing that is done. */
  readonly report: (line: string) => void;
}

/**
 * Has a module do its work in a process of its own, whose memory goes with it.
 *
 * @param module its path without the ending; it calls `work`
 * @param order what it is asked to do, as JSON
 * @throws what the module throws
 */
export async function inOwnProcess(module: string, order: object, { env, report }: OwnProcessOptions): Promise<void> {
  const child = fork(`${module}${extname(import.meta.filename)}`, {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(order);
  await new Promise<void>((resolve, reject) => {
    child.on('message', (news: News) => {
      if ('line' in news) report(news.line);
      else if ('done' in news) resolve();
      else reject(errorOf(news.failed));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${module} ended (${signal ?? code})`)));
  });
}

function errorOf({ message, stack, hint, isUsage }: Failure): Error {
  if (isUsage) return new UsageError(message, hint === undefined ? {} : { hint });
  return Object.assign(new Error(message), stack === undefined ? {} : { stack });
}
