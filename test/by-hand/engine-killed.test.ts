import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { readJob } from '../../cli/run/job.ts';
import { projectRoot } from '../../kernel/project.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import { isFree } from '../../localstack/host/port.ts';
import { processesOf, startOf } from '../../localstack/host/processes.ts';
import { readLiveRecord } from '../../localstack/host/record.ts';
import { placesOf } from '../../localstack/places.ts';
import { runFiles } from '../../run/run-files.ts';
import { journalOf } from '../integration/fault-safety/run.ts';

const port = await freePort();
const endpoint = `http://127.0.0.1:${port}`;
const places = placesOf(port);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function soon<Found>(what: string, ask: () => Promise<Found | undefined>): Promise<Found> {
  const found = await waitUntil(ask, { deadlineMs: 200_000 });
  if (found === undefined) throw new Error(`Waited in vain for ${what}.`);
  return found;
}

const commandOf = (pid: number) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');

const victims = {
  LocalStack: async () => (await readLiveRecord(places.record))?.pid,
  'its DynamoDB': async () => {
    const pids = await processesOf(places.state);
    const commands = await Promise.all(pids.map(commandOf));
    return pids[commands.findIndex((command) => command.includes(join('localstack', 'dynamodb', 'main.ts')))];
  },
};

describe('a run', () => {
  let runDir = '';

  afterAll(async () => {
    await execa(join(projectRoot, 'lab'), ['down', '--port', String(port)], { reject: false });
    for (const path of [places.state, places.lock, `${places.lock}.run`])
      await rm(path, { recursive: true, force: true });
  });

  it.each(Object.entries(victims))(
    'ends with a sentence and leaves nothing when %s is killed in the middle of it',
    async (_, victim) => {
      const options = ['--port', String(port), '--engine', 'host', '--count', '40'];
      const run = execa(join(projectRoot, 'lab'), ['run', ...options], { cwd: projectRoot, reject: false });
      try {
        ({ runDir } = await soon('the run', () => readJob(endpoint)));
        const journal = () => journalOf(runDir);
        const step = (name: string, ended: string) => async () =>
          (await journal()).find(({ step, status }) => `${step} ${status}` === `${name} ${ended}`);
        const steady = await soon('the steady state', step('steady-state-before', 'completed'));
        const { guard } = (steady.detail as { result: { guard: number } }).result;
        await soon('the method', step('method', 'started'));
        await soon('some orders', async () => {
          const text = await readFile(join(runDir, runFiles.client), 'utf8').catch(() => '');
          return text.split('\n').length > 5 ? true : undefined;
        });
        expect(await startOf(guard)).toBeDefined();
        const pids = await processesOf(places.state);
        expect(pids.length).toBeGreaterThan(2);
        process.kill((await victim()) as number, 'SIGKILL');
        const { exitCode, stderr } = await run;
        expect(stderr).toMatch(
          `lab: the LocalStack at ${endpoint} has ended in the middle of the run\nThe end of its log`,
        );
        expect(stderr).not.toMatch(/^ +at /m);
        expect(exitCode).toBe(3);
        expect((await journal()).at(-1)).toMatchObject({ step: 'experiment', status: 'interrupted' });
        for (const pid of [...pids, guard]) expect([pid, await startOf(pid)]).toEqual([pid, undefined]);
        expect(await processesOf(places.state)).toEqual([]);
        expect(await isFree(port)).toBe(true);
        expect([places.temp, places.filesystem, places.record].filter(existsSync)).toEqual([]);
      } finally {
        run.kill('SIGKILL');
        if (runDir !== '') await rm(runDir, { recursive: true, force: true });
      }
    },
  );
});
