import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { changed, type Settings } from '../../experiment/audit/settings.ts';
import { hasFaultApi } from '../../experiment/carriers/cloud-carrier.ts';
import { openRunTools, type RunTools } from '../../experiment/run/run-tools.ts';
import { system } from '../../functions/orders/system.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { projectRoot } from '../../kernel/project.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import { askRun } from '../../run/asks.ts';
import { writeExperiment } from './fault-safety/experiment.ts';
import { actingFaults, type ChildRun, gone, journalOf, reached, startRun } from './fault-safety/run.ts';
import { orderSystem } from './order-system-client.ts';

// How soon faults end is measured by bench/faults-end.ts. Here they last so long that none ends by itself.
/** A few phases by default; all of them take some minutes: FAULTLINE_SAFETY=all. */
const all = process.env.FAULTLINE_SAFETY === 'all';

const cloud = localstackCloud(process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566');
const endpoint = cloud.endpoint as string;

let folder = '';
let tools: RunTools;
let before: Settings;
let cloudFaults = false;
let run: ChildRun | undefined;

async function start(changes: Parameters<typeof writeExperiment>[2] = {}): Promise<ChildRun> {
  const runDir = await mkdtemp(join(folder, 'run-'));
  run = startRun(await writeExperiment(runDir, cloudFaults, changes), runDir, endpoint);
  return run;
}

/** The process of the guard, once the runner has told it. */
async function guardOf(of: ChildRun): Promise<number> {
  const { detail } = await reached(of, 'steady-state-before completed');
  return (detail as { result: { guard: number } }).result.guard;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-safety-'));
  tools = await openRunTools({ system, cloud, deployed: await orderSystem(), runDir: folder });
  cloudFaults = await hasFaultApi(endpoint);
});

beforeEach(async () => {
  await tools.control.endAll();
  before = await tools.readSettings();
});

afterEach(async () => {
  run?.child.kill('SIGKILL');
  await tools.control.endAll();
});

afterAll(async () => {
  await tools.close();
  await rm(folder, { recursive: true });
});

describe('kill -9 of the runner', () => {
  const phases = [
    { when: 'while a fault is being injected', line: 'inject:hasty started' },
    { when: 'while faults are active', line: 'fault:slow started' },
    ...(all
      ? [
          { when: 'while it probes the steady state', line: 'steady-state-before started' },
          { when: 'before any fault is due', line: 'customers-order started' },
          { when: 'while a fault is being withdrawn', line: 'withdraw:hasty started', changes: { duration: '15s' } },
          { when: 'when the faults are over', line: 'fault:slow completed', changes: { duration: '15s' } },
          { when: 'in its rollbacks', line: 'rollbacks started', changes: { duration: '15s', operations: 5 } },
          { when: 'while it waits for quiet', line: 'quiet started', changes: { duration: '15s', operations: 5 } },
        ]
      : []),
  ];

  it.each(phases)('$when ends all faults, and nothing remains', async ({ line, ...more }) => {
    const started = await start('changes' in more ? more.changes : {});
    const guard = line.startsWith('steady-state-before') ? undefined : await guardOf(started);
    await reached(started, line);
    started.child.kill('SIGKILL');
    await (guard === undefined ? started.exited : gone(guard));
    expect(await actingFaults(tools)).toEqual([]);
    expect(changed(before, await tools.readSettings())).toEqual([]);
    if (guard !== undefined) {
      const end = (await journalOf(started.runDir)).findLast(({ step }) => step === 'experiment');
      expect(end).toMatchObject({ status: 'interrupted', detail: { error: /guard ended \d+ faults?/ } });
    }
  });

  it('leaves nothing that the audit of the next run would find', async () => {
    const started = await start({ duration: '15s', operations: 5 });
    expect(await started.exited).toBe(0);
    const journal = await journalOf(started.runDir);
    const ended = journal.filter(({ status }) => status !== 'started').map(({ step, status }) => `${step} ${status}`);
    expect(ended).toEqual(expect.arrayContaining(['residue completed', 'experiment completed']));
    await gone(await guardOf(started));
  });
});

describe('a runner that is asked to end', () => {
  it('does so on ./lab abort from elsewhere, which ends all faults itself', async () => {
    const started = await start();
    const guard = await guardOf(started);
    await reached(started, 'fault:hasty started');
    await execa(join(projectRoot, 'lab'), ['abort', '--port', new URL(endpoint).port], { cwd: projectRoot });
    expect(await actingFaults(tools)).toEqual([]);
    expect(await started.exited).toBe(0);
    const journal = await journalOf(started.runDir);
    expect(journal.at(-1)).toMatchObject({ step: 'experiment', status: 'aborted', detail: { error: /lab abort/ } });
    expect(changed(before, await tools.readSettings())).toEqual([]);
    await gone(guard);
  });

  it('ends and injects single faults as the live page asks for, and all of them with itself', async () => {
    const started = await start();
    const guard = await guardOf(started);
    await reached(started, 'fault:slow started');
    await reached(started, 'fault:hasty started');
    const acting = async () => (await actingFaults(tools)).map(({ id }) => id).filter((id) => id !== 'late');
    askRun(started.runDir, { ask: 'withdraw', fault: 'hasty' }, Date.now());
    await reached(started, 'fault:hasty completed');
    expect(await acting()).toEqual(['slow']);
    expect(changed(before, await tools.readSettings()).filter((what) => what.includes('orders-shipping'))).toEqual([]);
    askRun(started.runDir, { ask: 'inject', fault: 'hasty' }, Date.now());
    await reached(started, 'fault:hasty-by-hand-1 started');
    expect((await acting()).sort()).toEqual(['hasty-by-hand-1', 'slow']);
    askRun(started.runDir, { ask: 'inject', fault: 'slow' }, Date.now());
    expect(await reached(started, 'asked deviated')).toMatchObject({
      detail: { error: expect.stringMatching(/"slow" cannot be injected now/) },
    });
    askRun(started.runDir, { ask: 'abort' }, Date.now());
    expect(await started.exited).toBe(0);
    const journal = await journalOf(started.runDir);
    expect(journal.at(-1)).toMatchObject({
      step: 'experiment',
      status: 'aborted',
      detail: { error: expect.stringMatching(/the live page/) },
    });
    expect(await actingFaults(tools)).toEqual([]);
    expect(changed(before, await tools.readSettings())).toEqual([]);
    await gone(guard);
  });

  it.each(all ? (['SIGINT', 'SIGTERM'] as const) : (['SIGTERM'] as const))('does so on %s', async (signal) => {
    const started = await start();
    await reached(started, 'fault:hasty started');
    started.child.kill(signal);
    await started.exited;
    expect(await actingFaults(tools)).toEqual([]);
    expect((await journalOf(started.runDir)).at(-1)).toMatchObject({ step: 'experiment', status: 'interrupted' });
    expect(changed(before, await tools.readSettings())).toEqual([]);
  });

  it('does so when a stop condition is breached, and says which', async () => {
    const provider = { type: 'item-count', table: 'orders-sagas', index: 'open-sagas', where: { open: 'open' } };
    const none = { type: 'probe', name: 'no-saga-is-open', tolerance: 0, provider };
    const started = await start({ stopConditions: [none] });
    expect(await started.exited).toBe(0);
    const journal = await journalOf(started.runDir);
    expect(journal.map(({ step, status }) => `${step} ${status}`)).toContain('abort completed');
    expect(await actingFaults(tools)).toEqual([]);
    expect(journal.at(-1)).toMatchObject({
      step: 'experiment',
      status: 'aborted',
      detail: { error: /^stop condition no-saga-is-open: expected 0, got \d+$/ },
    });
    expect(changed(before, await tools.readSettings())).toEqual([]);
  });
});

(all ? describe : describe.skip)('nobody is asked', () => {
  it('and a frozen runner loses its faults after the time of its dead-man switch', async () => {
    const started = await start();
    const guard = await guardOf(started);
    await reached(started, 'fault:hasty started');
    started.child.kill('SIGSTOP');
    await gone(guard);
    expect(await actingFaults(tools)).toEqual([]);
    started.child.kill('SIGCONT');
    expect(await started.exited).toBe(0);
    expect((await journalOf(started.runDir)).at(-1)).toMatchObject({ step: 'experiment', status: 'aborted' });
  });

  it('and faults end by their expiry when runner and guard are dead', async () => {
    const started = await start({ duration: '20s' });
    const guard = await guardOf(started);
    await reached(started, 'fault:hasty started');
    process.kill(guard, 'SIGKILL');
    started.child.kill('SIGKILL');
    const none = async () => ((await tools.control.active()).length === 0 ? true : undefined);
    expect(await waitUntil(none, { deadlineMs: 200_000, everyMs: 200 })).toBe(true);
    expect(changed(before, await tools.readSettings())).toEqual([]);
  });
});
