import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasFaultApi } from '../experiment/carriers/cloud-carrier.ts';
import { openRunTools } from '../experiment/run/run-tools.ts';
import { system } from '../functions/orders/system.ts';
import { findDeployed } from '../infra/deployed.ts';
import { localstackCloud } from '../kernel/cloud.ts';
import { projectRoot } from '../kernel/project.ts';
import { writeExperiment } from '../test/integration/fault-safety/experiment.ts';
import { actingFaults, type ChildRun, reached, startRun } from '../test/integration/fault-safety/run.ts';

// How soon the faults of all carriers are over when their runner is killed, stopped, or aborted from elsewhere, beside the bare start of a Node
// process, of which `./lab abort` needs one. Against a LocalStack with the order system (`./lab deploy`):
// `AWS_ENDPOINT_URL=http://127.0.0.1:4566 node bench/faults-end.ts [rounds]`
// Exits 1 if a median is past 2 s.

const rounds = Number(process.argv[2] ?? 3);
const allowedMs = 2_000;
const endpoint = process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566';
const cloud = localstackCloud(endpoint);
const folder = await mkdtemp(join(tmpdir(), 'faultline-faults-end-'));
const tools = await openRunTools({ system, cloud, deployed: await findDeployed(cloud, system.name), runDir: folder });
const cloudFaults = await hasFaultApi(endpoint);

const ways: Readonly<Record<string, (run: ChildRun) => unknown>> = {
  'kill -9': ({ child }) => child.kill('SIGKILL'),
  SIGTERM: ({ child }) => child.kill('SIGTERM'),
  './lab abort': () =>
    promisify(execFile)(join(projectRoot, 'lab'), ['abort', '--port', new URL(endpoint).port], { cwd: projectRoot }),
};

async function lastSeenMs(end: (run: ChildRun) => unknown): Promise<number> {
  const runDir = await mkdtemp(join(folder, 'run-'));
  const run = startRun(await writeExperiment(runDir, cloudFaults), runDir, endpoint);
  try {
    await reached(run, 'fault:slow started');
    await reached(run, 'fault:hasty started');
    const from = performance.now();
    const ended = end(run);
    while ((await actingFaults(tools)).length > 0) await sleep(20);
    const tookMs = performance.now() - from;
    await ended;
    await run.exited;
    return tookMs;
  } finally {
    run.child.kill('SIGKILL');
    await tools.control.endAll();
  }
}

async function bareStartMs(): Promise<number> {
  const from = performance.now();
  await once(spawn(process.execPath, ['-e', '']), 'exit');
  return performance.now() - from;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

try {
  const bare: number[] = [];
  for (const [name, end] of Object.entries(ways)) {
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) {
      took.push(await lastSeenMs(end));
      bare.push(await bareStartMs());
    }
    const all = took.map((ms) => Math.round(ms)).join(', ');
    console.log(`${name}: off after ${Math.round(median(took))} ms in the median (${all})`);
    if (median(took) > allowedMs) process.exitCode = 1;
  }
  console.log(`a bare start of Node: ${Math.round(median(bare))} ms in the median`);
} finally {
  await tools.close();
  await rm(folder, { recursive: true });
}
