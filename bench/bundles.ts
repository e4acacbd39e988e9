import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { bundleFunctions, writeBundles } from '../infra/bundle.ts';
import { entryNames } from '../infra/stacks/entries.ts';

// How large each function's bundle is, and how long a fresh Node takes to load it: the function's own part of a cold start.
// `node bench/bundles.ts [runs]`

const run = promisify(execFile);
const runs = Number(process.argv[2] ?? 5);

const measureLoad = `
  const started = performance.now();
  const { handler } = await import(process.argv[1]);
  if (typeof handler !== 'function') throw new Error('The bundle exports no handler.');
  console.log(performance.now() - started);
  process.exit();
`;

/** Whatever any of the functions reads at cold start. */
const environment = {
  AWS_REGION: 'us-east-1',
  POWERTOOLS_SERVICE_NAME: 'bench',
  ...Object.fromEntries(
    ['SAGAS', 'REQUESTS', 'PAYMENTS', 'PROVIDER_LEDGER', 'RESERVATIONS', 'STOCK', 'SHIPMENTS', 'CHAOS'].map((name) => [
      `${name}_TABLE`,
      name.toLowerCase(),
    ]),
  ),
  ...Object.fromEntries(
    ['ORDERS', 'PAYMENTS', 'INVENTORY', 'SHIPPING'].map((name) => [`${name}_QUEUE_URL`, 'http://127.0.0.1:9/queue']),
  ),
};

async function loadMs(file: string): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    ['--enable-source-maps', '--input-type=module', '--eval', measureLoad, file],
    { env: environment },
  );
  return Number(stdout);
}

const kib = (bytes: number) => Math.round(bytes / 1024);
const folder = await mkdtemp(join(tmpdir(), 'faultline-bundles-'));
try {
  const started = performance.now();
  const bundles = await bundleFunctions();
  const bundledMs = Math.round(performance.now() - started);
  const folders = await writeBundles(bundles, folder);
  const rows: Record<string, Record<string, number>> = {};
  for (const name of entryNames) {
    const code = bundles.files.get(`${name}/index.mjs`);
    if (!code) throw new Error(`The bundles hold no ${name}/index.mjs.`);
    const loads: number[] = [];
    for (let index = 0; index < runs; index++) loads.push(await loadMs(join(folders[name], 'index.mjs')));
    loads.sort((a, b) => a - b);
    const [fastest = 0, median = 0] = [loads[0], loads[Math.floor(loads.length / 2)]];
    rows[name] = {
      KiB: kib(code.byteLength),
      'gzip KiB': kib(gzipSync(code).byteLength),
      'load ms, median': Math.round(median),
      fastest: Math.round(fastest),
    };
  }
  console.log(
    `${entryNames.length} functions bundled in ${bundledMs} ms; loaded ${runs} times each in a fresh Node ${process.version}`,
  );
  console.table(rows);
} finally {
  await rm(folder, { recursive: true });
}
