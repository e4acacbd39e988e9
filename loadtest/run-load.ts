import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { arrivals } from './arrivals.ts';
import { followClientLog, type LoadProgress } from './follow-client-log.ts';

export interface LoadOptions {
  /** Base address of the API, with its stage. */
  readonly target: string;
  readonly orders: number;
  /** Orders a second. */
  readonly rate: number;
  /** Orders a second at the end, reached evenly. @default rate */
  readonly rampTo?: number | undefined;
  /** How many orders the loads before this one in the run have: its own are numbered from there on. @default 0 */
  readonly after?: number | undefined;
  readonly seed: number;
  /** Begins all idempotency keys: a new shop gets the orders of a seed anew. */
  readonly shop: string;
  /** Gets `client.jsonl` (one line an attempt), `artillery.json` and `artillery.log` (of a later load `artillery-<after>`). */
  readonly runDir: string;
  readonly signal: AbortSignal;
  readonly report: (progress: LoadProgress) => void;
}

const here = dirname(fileURLToPath(import.meta.url));
const artillery = join(dirname(createRequire(import.meta.url).resolve('artillery/package.json')), 'bin', 'run');
const STOP_DEADLINE_MS = 3_000;

/**
 * Drives the orders of `checkout.yaml` at the API with Artillery, and answers when every customer has an answer or has given up.
 * An aborted signal stops Artillery at once and makes this throw the signal's reason.
 * @throws Error with the end of Artillery's log when Artillery itself fails
 */
export async function runLoad({
  target,
  orders,
  rate,
  rampTo = rate,
  after = 0,
  seed,
  shop,
  runDir,
  signal,
  report,
}: LoadOptions): Promise<LoadProgress> {
  signal.throwIfAborted();
  await mkdir(runDir, { recursive: true });
  const clientLog = join(runDir, 'client.jsonl');
  const phases = arrivals(orders, rate, rampTo).map((phase) => ({ name: 'customers order', ...phase }));
  const follower = followClientLog(clientLog, { after, orders }, report);
  const name = after === 0 ? 'artillery' : `artillery-${after}`;
  const child = execa(
    process.execPath,
    [
      artillery,
      'run',
      ['--target', target],
      ['--variables', JSON.stringify({ seed, shop, after, clientLog, attended: true })],
      ['--overrides', JSON.stringify({ config: { phases } })],
      ['--output', join(runDir, `${name}.json`)],
      join(here, 'checkout.yaml'),
    ].flat(),
    {
      all: true,
      reject: false,
      cancelSignal: signal,
      forceKillAfterDelay: STOP_DEADLINE_MS,
      env: {
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
  return follower.progress();
}
