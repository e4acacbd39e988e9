import { afterEach, describe, expect, it } from '@jest/globals';
import { Aborted } from '../../kernel/aborted.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import { requestAbort } from './abort-request.ts';
import { type OpenJob, openJob, readJob } from './job.ts';

/** No LocalStack listens there: jobs are told apart by port alone. */
const endpoint = 'http://127.0.0.1:1';
let job: OpenJob | undefined;

afterEach(() => job?.close());

describe('the job of a run', () => {
  it('is known to others as long as it lasts', async () => {
    expect(await readJob(endpoint)).toBeUndefined();
    job = await openJob(endpoint, { runDir: '/runs/x', title: 'x' });
    expect(await readJob(endpoint)).toMatchObject({ pid: process.pid, runDir: '/runs/x', title: 'x' });
    expect(await readJob('http://127.0.0.1:2')).toBeUndefined();
    await job.close();
    expect(await readJob(endpoint)).toBeUndefined();
  });

  it('hears that it should abort', async () => {
    job = await openJob(endpoint, { runDir: '/runs/x', title: 'x' });
    const { aborts } = job;
    const aborted = new Promise((resolve) => aborts.addEventListener('abort', resolve));
    await requestAbort(endpoint);
    await aborted;
    expect(aborts.reason).toBeInstanceOf(Aborted);
  });

  it('does not hear what was meant for an earlier one', async () => {
    const earlier = await openJob(endpoint, { runDir: '/runs/w', title: 'w' });
    await requestAbort(endpoint);
    await earlier.close();
    job = await openJob(endpoint, { runDir: '/runs/x', title: 'x' });
    const looks = Date.now() + 500;
    await waitUntil(() => (Date.now() > looks ? true : undefined), { deadlineMs: 1_000 });
    expect(job.aborts.aborted).toBe(false);
  });
});
