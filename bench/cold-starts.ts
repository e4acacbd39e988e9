import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { system } from '../functions/orders/system.ts';
import { bundleFunctions } from '../infra/bundle.ts';
import { deployZip, type ZipFunction } from '../test/integration/zip-function.ts';

// What an execution environment costs: its cold start beside a bare start of Node with the same bundle, in turns; its memory; and how many
// environments a burst of calls starts. Against a running LocalStack:
// `AWS_ENDPOINT_URL=http://127.0.0.1:4566 node bench/cold-starts.ts [cold starts] [calls of the burst]`
// Exits 1 if the median cold start takes more than 1.3 times the processor time of the bare start: times on a clock say on a busy machine how
// busy it is.

const coldStarts = Number(process.argv[2] ?? 20);
const calls = Number(process.argv[3] ?? 50);
const allowed = 1.3;
const run = promisify(execFile);

interface Listed {
  readonly id: string;
  readonly function: string;
  readonly pid: number | null;
}

const routes = `${process.env.AWS_ENDPOINT_URL}/_localstack/faultline/environments`;

async function environmentsOf(fn: ZipFunction): Promise<Listed[]> {
  const { environments } = (await (await fetch(routes)).json()) as { environments: Listed[] };
  return environments.filter((environment) => environment.function === fn.name);
}

async function killEnvironments(fn: ZipFunction): Promise<void> {
  for (const { id } of await environmentsOf(fn)) await fetch(`${routes}/${id}/kill`, { method: 'POST' });
}

/** MiB of memory that a process has for itself, and that it has with what it shares. */
async function memoryOf(pid: number | null): Promise<{ own: number; resident: number }> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
  return { own: Math.round(kib('Anonymous') / 1024), resident: Math.round(kib('Rss') / 1024) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const { files } = await bundleFunctions(system);
const bundle = Buffer.from(files.get('payments/index.cjs') ?? []);
const map = Buffer.from(files.get('payments/index.cjs.map') ?? []);
const variables = {
  POWERTOOLS_SERVICE_NAME: 'bench',
  SERVICE: 'payments',
  CHAOS_TABLE: 'none',
  PAYMENTS_TABLE: 'none',
  PROVIDER_LEDGER_TABLE: 'none',
  ORDERS_QUEUE_URL: 'http://127.0.0.1:9/queue',
  NODE_OPTIONS: '--enable-source-maps',
};
// A bundle of the order system, and a handler that tells what its process has taken, and then keeps a core busy for 20 ms.
const handler = `import './payments.cjs';
export const handler = async () => {
  const { user, system } = process.cpuUsage();
  const until = Date.now() + 20;
  while (Date.now() < until);
  return (user + system) / 1000;
};`;
const bareScript = `import './index.mjs';
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);`;
const code = { 'bare.mjs': bareScript, 'index.mjs': handler, 'payments.cjs': bundle, 'payments.cjs.map': map };

const folder = await mkdtemp(join(tmpdir(), 'faultline-cold-starts-'));
await Promise.all(Object.entries(code).map(([name, content]) => writeFile(join(folder, name), content)));
const bareStart = async () => {
  const started = performance.now();
  const env = { AWS_REGION: 'us-east-1', ...variables };
  const { stdout } = await run(process.execPath, [join(folder, 'bare.mjs')], { env });
  return { wallMs: performance.now() - started, processorMs: Number(stdout) };
};

try {
  await using fn = await deployZip(code, { MemorySize: 512, Timeout: 5, Environment: { Variables: variables } });
  await fn.invoke();
  const [inits, whole, processor] = [[], [], []] as [number[], number[], number[]];
  const bare: Awaited<ReturnType<typeof bareStart>>[] = [];
  for (let i = 0; i < coldStarts; i++) {
    bare.push(await bareStart());
    await killEnvironments(fn);
    const started = performance.now();
    const { log, payload } = await fn.invoke();
    processor.push(Number(payload));
    whole.push(performance.now() - started - 20);
    inits.push(Number(/Init Duration: (\S+) ms/.exec(log)?.[1]));
  }
  const [warm] = await environmentsOf(fn);
  const fresh = await memoryOf(warm?.pid ?? null);
  for (let i = 0; i < 100; i++) await fn.invoke();
  const used = await memoryOf(warm?.pid ?? null);
  const bareWall = median(bare.map(({ wallMs }) => wallMs));
  const bareProcessor = median(bare.map(({ processorMs }) => processorMs));
  const ratio = median(processor) / bareProcessor;
  const row = (value: number, peer: number) => ({
    medianMs: Math.round(value),
    ratio: Number((value / peer).toFixed(2)),
  });
  console.table({
    'processor time until the handler': row(median(processor), bareProcessor),
    'peer: processor time of node with the same bundle': row(bareProcessor, bareProcessor),
    'init phase (Init Duration)': row(median(inits), bareWall),
    'cold invocation, without the 20 ms of its handler': row(median(whole), bareWall),
    'peer: node loads the same bundle and ends': row(bareWall, bareWall),
  });
  console.log('MiB after one invocation', fresh, 'and after a hundred more', used);

  await killEnvironments(fn);
  await using burst = await deployZip(code, { MemorySize: 512, Timeout: 5, Environment: { Variables: variables } });
  const began = performance.now();
  const answers = await Promise.allSettled(Array.from({ length: calls }, () => burst.invoke()));
  const seconds = (performance.now() - began) / 1000;
  const refused = answers.filter(({ status }) => status === 'rejected').length;
  const environments = (await environmentsOf(burst)).filter(({ pid }) => pid !== null).length;
  console.log(
    `${calls} calls at once, none warm: ${seconds.toFixed(1)} s, ${environments} environments, ${refused} refused`,
  );
  process.exitCode = ratio > allowed ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
