import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../../kernel/usage-error.ts';
import { codeIn } from '../cloud/functions.ts';
import { NotModelled } from '../not-modelled.ts';
import { prepareModule } from '../sandbox/prepare.ts';
import type { Template } from '../template/template.ts';
import { type Said, type Simulated, type SimulationOrder, watched } from './order.ts';

export interface SimulationOptions extends Omit<SimulationOrder, 'template' | 'modules' | 'pulse'> {
  /** The cloud assembly of the stack. */
  readonly assembly: string;
  /** Where translated code is kept. */
  readonly folder: string;
  readonly report: (line: string) => void;
  /** After how much real time without an event code counts as lost. @default a minute */
  readonly stuckAfterMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What an event makes lives for a moment only: with less, half of the time goes into collecting it. */
const YOUNG_GENERATION_MB = 64;
/** No code runs so long at a stretch that is not lost. */
const STUCK_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

/**
 * Runs an experiment in a thread whose time, chance and cloud are simulated.
 * @throws NotModelled for what the simulator does not know; UsageError for code that does not give back control
 */
export async function runSimulation({
  assembly,
  folder,
  report,
  signal,
  stuckAfterMs = STUCK_AFTER_MS,
  ...run
}: SimulationOptions): Promise<Simulated> {
  const template = join(assembly, `${run.stack}.template.json`);
  const modules = await modulesOf(template, assembly, folder);
  const pulse = new SharedArrayBuffer(8);
  const order: SimulationOrder = { ...run, template, modules, pulse };
  const worker = new Worker(join(import.meta.dirname, `thread${extname(import.meta.filename)}`), {
    workerData: order,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  const watch = watchPulse(pulse, stuckAfterMs);
  try {
    return await new Promise<Simulated>((resolve, reject) => {
      watch.onStuck((where) => {
        stop();
        reject(stuck(where, stuckAfterMs));
      });
      worker.on('message', (said: Said) => {
        if (said.kind === 'report') report(said.line);
        else if (said.kind === 'running') watch.names(said.functions);
        else if (said.kind === 'done') resolve(said.simulated);
        else reject(errorOf(said));
      });
      worker.once('error', reject);
      worker.once('exit', () =>
        reject(signal?.aborted ? signal.reason : new Error('The thread of the simulation has ended by itself.')),
      );
    });
  } finally {
    watch.close();
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

/** Translates the code of every function of Node.js. */
async function modulesOf(template: string, assembly: string, folder: string): Promise<Record<string, string>> {
  const parsed = JSON.parse(await readFile(template, 'utf8')) as Template;
  const made = codeIn(parsed).map(async ({ logical, asset, module }) => {
    const paths = ['mjs', 'js', 'cjs'].map((kind) => join(assembly, asset, `${module}.${kind}`));
    const file = paths.find((path) => existsSync(path));
    if (file === undefined) throw new NotModelled(`The code of ${logical}, which has no module ${module},`);
    return [logical, await prepareModule(file, folder)] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

/** Looks whether events go on. */
function watchPulse(pulse: SharedArrayBuffer, stuckAfterMs: number) {
  const values = new Int32Array(pulse);
  let functions: readonly string[] = ['the lab'];
  /** Loading is no event, and takes as long as it takes. */
  let isRunning = false;
  let last = -1;
  let since = performance.now();
  let tell: (where: string) => void = () => undefined;
  const timer = setInterval(() => {
    const events = Atomics.load(values, watched.events);
    if (events !== last || !isRunning) {
      last = events;
      since = performance.now();
    } else if (performance.now() - since > stuckAfterMs)
      tell(functions[Atomics.load(values, watched.running)] ?? 'the lab');
  }, LOOK_EVERY_MS);
  return {
    onStuck: (listener: typeof tell) => {
      tell = listener;
    },
    names: (names: readonly string[]) => {
      functions = names;
      isRunning = true;
    },
    close: () => clearInterval(timer),
  };
}

function stuck(where: string, afterMs: number): UsageError {
  return new UsageError(
    `the code of ${where} has run for ${afterMs / 1_000} s without an end, in no virtual time at all`,
    {
      hint: 'A loop that never waits never ends in the simulator: look for one in its handler.',
    },
  );
}

function errorOf({ message, hint, stack }: Said & { kind: 'failed' }): Error {
  if (hint !== undefined) return new UsageError(message, { hint });
  return Object.assign(new Error(message), { stack });
}
