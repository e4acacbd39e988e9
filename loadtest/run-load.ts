import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Cloud } from '../kernel/cloud.ts';
import { arrivals } from './arrivals.ts';
import { followClientLog, type LoadProgress } from './follow-client-log.ts';

export interface LoadOptions {
  /** Base address of the API, with its stage; empty where the system has none. */
  readonly target: string;
  /** Path of the module that exports the `system`. */
  readonly system: string;
  /** Where the operations go that do not go to the API. */
  readonly cloud: Cloud;
  readonly operations: number;
  /** Operations a second. */
  readonly rate: number;
  /** Operations a second at the end, reached evenly. @default rate */
  readonly rampTo?: number | undefined;
  /** How many operations the loads before this one in the run have: its own are numbered from there on. @default 0 */
  readonly after?: number | undefined;
  readonly seed: number;
  /** Begins all keys: under a new prefix the operations of a seed are sent anew. */
  readonly keyPrefix: string;
  /** Gets `client.jsonl` (one line an attempt), `artillery.json` and `artillery.log` (of a later load `artillery-<after>`). */
  readonly runDir: string;
  readonly signal: AbortSignal;
  readonly report: (progress: LoadProgress) => void;
}

const here = dirname(fileURLToPath(import.meta.url));
const artillery = join(dirname(createRequire(import.meta.url).resolve('artillery/package.json')), 'bin', 'run');
const STOP_DEADLINE_MS = 3_000;

/**
 * Drives the operations of a system with Artillery, and answers when every user has an answer or has given up.
 * An aborted signal stops Artillery at once and makes this throw the signal's reason.
 * @throws Error with the end of Artillery's log when Artillery itself fails
 */
export async function runLoad({
  target,
  system,
  cloud,
  operations,
  rate,
  rampTo = rate,
  after = 0,
  seed,
  keyPrefix,
  runDir,
  signal,
  report,
}: LoadOptions): Promise<LoadProgress> {
  signal.throwIfAborted();
  await mkdir(runDir, { recursive: true });
  const clientLog = join(runDir, 'client.jsonl');
  const phases = arrivals(operations, rate, rampTo).map((phase) => ({ name: 'users come', ...phase }));
  const follower = followClientLog(clientLog, { after, operations }, report);
  const name = after === 0 ? 'artillery' : `artillery-${after}`;
  const child = execa(
    process.execPath,
    [
      artillery,
      'run',
      // Artillery wants an address, used or not.
      ['--target', target === '' ? 'http://127.0.0.1' : target],
      ['--variables', JSON.stringify({ seed, system, keyPrefix, after, clientLog, attended: true })],
      ['--overrides', JSON.stringify({ config: { phases } })],
      ['--output', join(runDir, `${name}.json`)],
      join(here, 'operations.yaml'),
    ].flat(),
    {
      all: true,
      reject: false,
      cancelSignal: signal,
      forceKillAfterDelay: STOP_DEADLINE_MS,
      env: {
        ...cloud.environment,
        ARTILLERY_DISABLE_TELEMETRY: 'true',
        NO_COLOR: '1',
        // Artillery loads some 2,000 modules: compiled ones from a cache halve its start.
        NODE_COMPILE_CACHE: join(here, '..', '.lab', 'cache', 'node-compile'),
      },
    },
  );
  child.all.pipe(createWriteStream(join(runDir, `${name}.log`)));
  const { exitCode, all } = await child.finally(() => follower.stop());
  signal.throwIfAborted();
  if (exitCode !== 0) {
    throw new Error(`Artillery ended with ${exitCode ?? 'a signal'}; the end of its log:\n${all.slice(-1_000)}`);
  }
  const progress = follower.progress();
  // Artillery ends well though its users failed before they sent anything.
  if (progress.operationsSent === 0)
    throw new Error(`No operation was sent; the end of Artillery's log:\n${all.slice(-1_000)}`);
  return progress;
}
