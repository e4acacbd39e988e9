import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systems } from '../../functions/systems.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { serveLive } from '../../live/server/serve.ts';
import { openView, type View } from '../../live/server/view.ts';
import { runFiles } from '../../run/run-files.ts';
import type { EngineOptions } from '../cloud/engine-options.ts';
import { readJob } from '../run/job.ts';
import { openBeyond } from './open-beyond.ts';

/** Options of `./lab watch`. */
export interface WatchOptions extends EngineOptions {
  readonly pagePort: number;
}

/**
 * Serves the live page of a run until the signal aborts. Without a folder it shows the run that is under way at the endpoint, and then the next one there.
 * @param said hears the address of the page
 * @throws UsageError if there is no such run, none is under way, or the port is taken
 */
export async function watchRun(
  folder: string | undefined,
  { endpoint: given, port, pagePort }: WatchOptions,
  signal: AbortSignal,
  said: (line: string) => void,
): Promise<void> {
  const endpoint = given ?? `http://127.0.0.1:${port}`;
  const first = folder === undefined ? await runAt(endpoint) : runIn(folder);
  let view = viewOf(first);
  const viewNow = async (): Promise<View> => {
    const next = folder === undefined ? (await readJob(endpoint))?.runDir : undefined;
    if (next !== undefined && next !== view.dir) {
      view.close();
      view = viewOf(next);
    }
    return view;
  };
  const server = await serveLive({ port: pagePort, token: randomBytes(24).toString('base64url'), view: viewNow });
  try {
    said(server.address);
    await new Promise<void>((over) => {
      if (signal.aborted) over();
      signal.addEventListener('abort', () => over(), { once: true });
    });
  } finally {
    await server.close();
    view.close();
  }
}

function viewOf(dir: string): View {
  return openView({
    dir,
    beyond: openBeyond((name) => systems.find((system) => system.name === name)),
    isRunning: async (manifest) => {
      const at = manifest?.engine.endpoint;
      return at !== undefined && (await readJob(at))?.runDir === dir;
    },
    now: Date.now,
    cpuMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
  });
}

async function runAt(endpoint: string): Promise<string> {
  const job = await readJob(endpoint);
  if (job !== undefined) return job.runDir;
  throw new UsageError(`no experiment is under way at ${endpoint}`, {
    hint: `Start one with its page: ${labCommand} run --live. A run that is over: ${labCommand} watch runs/latest`,
  });
}

function runIn(folder: string): string {
  const dir = resolve(folder);
  if (!existsSync(dir))
    throw new UsageError(`there is no run at ${folder}`, {
      hint: 'Name a folder such as runs/<experiment>/<stamp>, or runs/latest.',
    });
  if ([runFiles.manifest, runFiles.journal].some((file) => existsSync(join(dir, file)))) return dir;
  throw new UsageError(`${folder} holds no run: expected ${runFiles.manifest} or ${runFiles.journal} in it`, {
    hint: 'Name a folder such as runs/<experiment>/<stamp>, or runs/latest.',
  });
}
