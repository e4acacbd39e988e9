import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { App } from 'aws-cdk-lib';
import { systems } from '../functions/systems.ts';
import { bundleFunctions, writeBundles } from '../infra/bundle.ts';
import { addSystem } from '../infra/lab-app.ts';
import type { System } from '../system/system.ts';

// How large the bundle of each function of each system is, and how long a fresh Node takes to load it: the function's own part of
// a cold start.
// `node bench/bundles.ts [loads]`

const run = promisify(execFile);
const loads = Number(process.argv[2] ?? 5);
const target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' } as const;

const measureLoad = `
  const started = performance.now();
  const { handler } = await import(process.argv[1]);
  if (typeof handler !== 'function') throw new Error('The bundle exports no handler.');
  console.log(performance.now() - started);
  process.exit();
`;

/** A function as it is deployed: its code, and what it reads at cold start. */
interface Deployable {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Synthesizes a system's stack into a folder, and tells its functions, those of the lab included. */
async function deployables(system: System, folder: string): Promise<{ functions: Deployable[]; bundledMs: number }> {
  const started = performance.now();
  const bundles = await bundleFunctions(system);
  const bundledMs = Math.round(performance.now() - started);
  const app = new App({ outdir: join(folder, 'assembly') });
  await addSystem(app, target, system, await writeBundles(bundles, join(folder, 'bundles')));
  const assembly = app.synth();
  const { Resources } = assembly.getStackByName(system.name).template;
  const functions = Object.values(Resources as Record<string, { Type: string; Properties: Properties }>)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties: { FunctionName: name, Code, Environment } }) => {
      const asset = `asset.${Code.S3Key.replace('.zip', '')}`;
      const environment = Object.entries(Environment.Variables).map(([variable, value]) => [variable, given(value)]);
      return {
        name,
        file: entryOf(join(assembly.directory, asset)),
        environment: { AWS_REGION: target.region, ...Object.fromEntries(environment) },
      };
    });
  return { functions, bundledMs };
}

/** Handlers are CommonJS; the chaos functions, which may load anybody's module, are not. */
function entryOf(folder: string): string {
  const handler = join(folder, 'index.cjs');
  return existsSync(handler) ? handler : join(folder, 'index.mjs');
}

interface Properties {
  readonly FunctionName: string;
  readonly Code: { readonly S3Key: string };
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

/** What only a deployment would know: the address of a queue, the name of a table, or else a list. */
function given(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'Ref' in value ? `http://127.0.0.1:9/${value.Ref}` : '[]';
}

async function loadMs({ file, environment }: Deployable): Promise<number> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', measureLoad, file], {
    env: environment,
  });
  return Number(stdout);
}

const kib = (bytes: number) => Math.round(bytes / 1024);

async function row(one: Deployable): Promise<Record<string, number>> {
  const code = await readFile(one.file);
  const times: number[] = [];
  for (let n = 0; n < loads; n++) times.push(await loadMs(one));
  times.sort((a, b) => a - b);
  return {
    KiB: kib(code.byteLength),
    'gzip KiB': kib(gzipSync(code).byteLength),
    'load ms, median': Math.round(times[Math.floor(times.length / 2)] ?? Number.NaN),
    fastest: Math.round(times[0] ?? Number.NaN),
  };
}

for (const system of systems) {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bundles-'));
  try {
    const { functions, bundledMs } = await deployables(system, folder);
    const rows: Record<string, Record<string, number>> = {};
    for (const one of functions) rows[one.name] = await row(one);
    console.log(
      `${system.name}: ${Object.keys(system.handlers).length} handlers bundled in ${bundledMs} ms; ${functions.length} functions ` +
        `loaded ${loads} times each in a fresh Node ${process.version}`,
    );
    console.table(rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}
