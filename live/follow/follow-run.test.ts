import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sampleRun, sampleStart, writeSampleRun } from '../../report/testing/sample-run.ts';
import { runFiles } from '../../run/run-files.ts';
import { append, beyondOf, writeUnderWay } from '../testing/run-under-way.ts';
import { followRun, runSoFar } from './follow-run.ts';

const run = sampleRun({ count: 30, seed: 7, verdict: 'pass' });
let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-live-'));
});

afterEach(() => rm(dir, { recursive: true }));

describe('a run that is followed', () => {
  it('is nothing before anything is written, and grows by whole lines', async () => {
    const followed = followRun(dir);
    expect(followed.readOn()).toEqual({ manifest: undefined, client: [], journal: [], metrics: [] });
    const [first, second] = run.client.map((attempt) => JSON.stringify(attempt));
    await appendFile(join(dir, runFiles.client), `${first}\n${second?.slice(0, 20)}`);
    expect(followed.readOn().client).toEqual(run.client.slice(0, 1));
    await appendFile(join(dir, runFiles.client), `${second?.slice(20)}\nno json\n{}\n`);
    expect(followed.readOn().client).toEqual(run.client.slice(0, 2));
  });

  it('reads its manifest as soon as it is whole', async () => {
    const followed = followRun(dir);
    const text = JSON.stringify(run.manifest);
    await writeFile(join(dir, runFiles.manifest), text.slice(0, 90));
    expect(followed.readOn().manifest).toBeUndefined();
    await writeFile(join(dir, runFiles.manifest), text);
    expect(followed.readOn().manifest?.claim).toBe(run.manifest.claim);
  });

  it('knows queues of dead letters by what the runner said when it began', async () => {
    await writeUnderWay(dir, run, sampleStart);
    const name = 'shop-payments-dlq';
    await append(dir, runFiles.metrics, [
      { at: sampleStart + 61_000, queues: { 'shop-payments': depth(3), [name]: depth(1) } },
    ]);
    const { queues } = runSoFar(dir, followRun(dir).readOn(), beyondOf(run));
    expect(queues).toEqual([
      expect.objectContaining({ name: 'shop-payments', visible: 3, deadLetter: false }),
      expect.objectContaining({ name, visible: 1, deadLetter: true }),
    ]);
  });

  it('is read as a whole once it is judged, and once more when it is written again', async () => {
    await writeUnderWay(dir, run, sampleStart);
    const followed = followRun(dir);
    expect(followed.isJudged()).toBe(false);
    await writeSampleRun(dir, run);
    expect(followed.isJudged()).toBe(true);
    const first = await followed.judged();
    expect(first.verdict?.verdict).toBe('pass');
    expect(await followed.judged()).toBe(first);
    await writeFile(join(dir, runFiles.verdict), JSON.stringify({ ...run.verdict, verdict: 'inconclusive' }));
    expect((await followed.judged()).verdict?.verdict).toBe('inconclusive');
  });
});

function depth(visible: number) {
  return { visible, inFlight: 0, delayed: 0 };
}
