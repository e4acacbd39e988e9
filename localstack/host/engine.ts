import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cloud, localstackCloud } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import type { Engine, EngineStatus } from '../engine.ts';
import { readHealth, readPluginIdentity } from '../health.ts';
import { type Places, placesOf } from '../places.ts';
import { exclusively } from './exclusive.ts';
import { install, type Report } from './install.ts';
import { isFree, listenerOn } from './port.ts';
import { endProcessesOf } from './processes.ts';
import { readLiveRecord, writeRecord } from './record.ts';
import { runtimesEnvironment } from './runtimes.ts';
import { localstackEnvironment } from './settings.ts';

const readyWithinMs = 90_000;

/** LocalStack as processes of this machine, without Docker. */
export function hostEngine(port: number): Engine {
  const cloud = localstackCloud(`http://127.0.0.1:${port}`);
  const places = placesOf(port);
  return {
    kind: 'host',
    up: (report, signal) => {
      const onWait = () => report(`waiting for another command of the lab on port ${port}`);
      return exclusively(places.lock, onWait, () => up(port, cloud, places, report, signal), signal);
    },
    down: () =>
      exclusively(
        places.lock,
        () => undefined,
        () => down(places),
      ),
    status: () => status(cloud, places),
  };
}

async function up(port: number, cloud: Cloud, places: Places, report: Report, signal?: AbortSignal): Promise<Cloud> {
  refuseUnlessLinux(process.platform);
  if (await becomesReady(cloud, places, signal)) return cloud;
  // A LocalStack that answers no more, or processes without a record, are what a crash has left.
  await down(places);
  await refuseIfInUse(port);
  const { python, staticLibs, runtimes } = await install(report, signal);
  report('starting LocalStack');
  try {
    await makeFolders(places, staticLibs);
    const environment = { ...localstackEnvironment(port, places), ...runtimesEnvironment(runtimes) };
    const exited = await start(python, environment, places);
    await untilReady(cloud, places, exited, signal);
    return cloud;
  } catch (error) {
    await down(places);
    throw error;
  }
}

/**
 * The Lambda executor freezes and watches its processes by `/proc` and pidfd, which only Linux has.
 *
 * @throws UsageError on any other system
 */
export function refuseUnlessLinux(platform: NodeJS.Platform): void {
  if (platform === 'linux') return;
  throw new UsageError(`LocalStack runs on the host on Linux only; this is ${platform}`, {
    hint: 'Use Docker (--engine docker) or a LocalStack that runs already (--endpoint http://127.0.0.1:4566).',
  });
}

/** A LocalStack that is busy, or still starting since another command was killed, gets time: what is deployed there is worth it. */
async function becomesReady(cloud: Cloud, places: Places, signal?: AbortSignal): Promise<boolean> {
  const ask = async () => {
    if ((await readLiveRecord(places.record)) === undefined) return false;
    return (await isReady(cloud)) || undefined;
  };
  return (await waitUntil(ask, { deadlineMs: 30_000, everyMs: 100, signal })) ?? false;
}

async function refuseIfInUse(port: number): Promise<void> {
  if (await isFree(port)) return;
  const listener = await listenerOn(port);
  const who =
    listener === undefined ? 'another program' : `process ${listener.pid} (${listener.command.slice(0, 120)})`;
  throw new UsageError(`port ${port} is in use by ${who}`, {
    hint: `End it, or choose another port with --port, or, if it is a LocalStack, use it with --endpoint http://127.0.0.1:${port}`,
  });
}

async function makeFolders(places: Places, staticLibs: string): Promise<void> {
  const lib = join(places.filesystem, 'usr/lib');
  await Promise.all([places.temp, lib].map((folder) => mkdir(folder, { recursive: true })));
  await symlink(staticLibs, join(lib, 'localstack'));
}

/** @returns a function that tells whether LocalStack has ended, and how */
async function start(
  python: string,
  environment: Record<string, string>,
  places: Places,
): Promise<() => string | undefined> {
  const log = await open(places.log, 'w');
  let ending: string | undefined;
  const child = spawn(python, ['-m', 'localstack.runtime.main'], {
    cwd: places.state,
    env: environment,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.once('error', (error) => {
    ending = error.message;
  });
  child.once('exit', (code, signal) => {
    ending = signal ?? `exit code ${code}`;
  });
  if (child.pid !== undefined) await writeRecord(places.record, child.pid);
  child.unref();
  await log.close();
  return () => ending;
}

async function untilReady(
  cloud: Cloud,
  places: Places,
  exited: () => string | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const ask = async () => (exited() !== undefined || (await isReady(cloud)) ? true : undefined);
  const answered = await waitUntil(ask, { deadlineMs: readyWithinMs, everyMs: 100, signal });
  const ending = exited();
  if (answered && ending === undefined) return;
  const what = ending === undefined ? `was not ready within ${readyWithinMs / 1000} s` : `ended (${ending})`;
  const log = await readFile(places.log, 'utf8').catch(() => '');
  throw new UsageError(`LocalStack ${what}`, {
    hint: `The end of its log, ${places.log}:\n${log.trimEnd().split('\n').slice(-15).join('\n')}`,
  });
}

/** LocalStack answers, our plug-in is in it, and so does the DynamoDB beside it. */
async function isReady({ endpoint = '' }: Cloud): Promise<boolean> {
  return (await readPluginIdentity(endpoint))?.dynamodb !== undefined;
}

async function down(places: Places): Promise<void> {
  await endProcessesOf(places.state);
  const leftovers = [places.record, places.temp, places.filesystem];
  await Promise.all(leftovers.map((path) => rm(path, { recursive: true, force: true, maxRetries: 3 })));
}

async function status(cloud: Cloud, places: Places): Promise<EngineStatus> {
  const endpoint = cloud.endpoint ?? '';
  const record = await readLiveRecord(places.record);
  const health = record === undefined ? undefined : await readHealth(endpoint);
  return {
    kind: 'host',
    endpoint,
    running: health !== undefined,
    services: health?.services ?? {},
    logFile: places.log,
    ...(health === undefined ? {} : { version: health.version }),
    ...(record === undefined ? {} : { pid: record.pid, startedAt: record.startedAt }),
  };
}
