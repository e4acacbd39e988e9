import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { followClientLog, type LoadProgress } from './follow-client-log.ts';

export interface LoadOptions {
  /** Base address of the API, with its stage. */
  readonly target: string;
  readonly orders: number;
  /** Orders a second. */
  readonly rate: number;
  readonly seed: number;
  /** Begins all idempotency keys: a new shop gets the orders of a seed anew. */
  readonly shop: string;
  /** Gets `client.jsonl` (one line an attempt), `artillery.json` and `artillery.log`. */
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
  seed,
  shop,
  runDir,
  signal,
  report,
}: LoadOptions): Promise<LoadProgress> {
  signal.throwIfAborted();
  await mkdir(runDir, { recursive: true });
  const clientLog = join(runDir, 'client.jsonl');
  const phase = { name: 'customers order', duration: Math.max(1, Math.ceil(orders / rate)), arrivalCount: orders };
  const follower = followClientLog(clientLog, report);
  const child = execa(
    process.execPath,
    [
      artillery,
      'run',
      ['--target', target],
      ['--variables', JSON.stringify({ seed, shop, clientLog, attended: true })],
      ['--overrides', JSON.stringify({ config: { phases: [phase] } })],
      ['--output', join(runDir, 'artillery.json')],
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
  child.all.pipe(createWriteStream(join(runDir, 'artillery.log')));
  const { exitCode, all } = await child.finally(() => follower.stop());
  signal.throwIfAborted();
  if (exitCode !== 0) {
    throw new Error(`Artillery ended with ${exitCode ?? 'a signal'}; the end of its log:\n${all.slice(-1_000)}`);
  }
  return follower.progress();
}
