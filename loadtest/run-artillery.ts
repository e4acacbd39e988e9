import { createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { labFolder } from '../kernel/project.ts';
import { usersIn } from './arrivals.ts';
import type { DrivenLoad } from './drive.ts';
import { followClientLog, type LoadProgress } from './follow-client-log.ts';

/** A load, whatever sends it. */
export type Load = Omit<DrivenLoad, 'system'>;

/** What Artillery is told of a load beyond when its users come. */
export interface ArtilleryRun {
  /** The folder from where its package is looked for. */
  readonly from: string;
  readonly script: string;
  /** For Node.js, before the program. */
  readonly nodeArgs?: readonly string[];
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** How many operations each user has, one after another. @default 1 */
  readonly turns?: number;
}

const STOP_DEADLINE_MS = 3_000;

/** A young generation that stays small: without it Artillery holds 64 MiB more, for more processor time. */
const FRUGAL = '--max-semi-space-size=2';

/** The program of the Artillery that is installed for a folder. @throws Error where there is none */
export function artilleryOf(folder: string): string {
  return join(dirname(createRequire(join(folder, 'package.json')).resolve('artillery/package.json')), 'bin', 'run');
}

/**
 * Drives a load with Artillery, and answers when every user has an answer or has given up.
 * An aborted signal stops Artillery at once and makes this throw the signal's reason.
 * @throws Error with the end of Artillery's log when Artillery itself fails
 */
export async function runArtillery(
  load: Load,
  { from, script, nodeArgs = [], args = [], environment, turns = 1 }: ArtilleryRun,
): Promise<LoadProgress> {
  const { target, cloud, arrivals, after = 0, runDir, signal, report } = load;
  signal.throwIfAborted();
  await mkdir(runDir, { recursive: true });
  // Artillery takes no time for a phase in which nobody comes, unless it is called a pause.
  const phases = arrivals.map(({ duration, arrivalCount }) =>
    arrivalCount === 0 ? { pause: duration } : { name: 'users come', duration, arrivalCount },
  );
  const operations = usersIn(arrivals) * turns;
  const follower = followClientLog(join(runDir, 'client.jsonl'), { after, operations }, report);
  const name = after === 0 ? 'artillery' : `artillery-${after}`;
  const summary = join(runDir, `${name}.json`);
  const child = execa(
    process.execPath,
    [
      FRUGAL,
      ...nodeArgs,
      artilleryOf(from),
      'run',
      // Artillery wants an address, used or not.
      ...['--target', target === '' ? 'http://127.0.0.1' : target],
      ...['--overrides', JSON.stringify({ config: { phases } })],
      ...['--output', summary],
      ...args,
      script,
    ],
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
        NODE_COMPILE_CACHE: join(labFolder, 'cache', 'node-compile'),
        ...environment,
      },
    },
  );
  child.all.pipe(createWriteStream(join(runDir, `${name}.log`)));
  const { exitCode, all } = await child.finally(() => follower.stop());
  signal.throwIfAborted();
  // Plug-ins of a script (`ensure`, `expect`) end with codes of their own what has gone well but for answers.
  if (exitCode !== 0 && !existsSync(summary)) {
    throw new Error(`Artillery ended with ${exitCode ?? 'a signal'}; the end of its log:\n${all.slice(-1_000)}`);
  }
  const progress = follower.progress();
  // Artillery ends well though its users failed before they sent anything.
  if (progress.operationsSent === 0)
    throw new Error(`No operation was sent; the end of Artillery's log:\n${all.slice(-1_000)}`);
  return progress;
}
