import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pageOf } from '../page/page.ts';
import { sampleRun, writeSampleRun } from '../testing/sample-run.ts';
import { digestOf } from './digest.ts';
import { eventAt } from './events.ts';
import { readRun } from './read-run.ts';

describe('what is read of a history', () => {
  it.each(['fail', 'pass'] as const)('is enough for the same page of a run with the verdict %s', async (verdict) => {
    const dir = await mkdtemp(join(tmpdir(), 'faultline-shown-'));
    const whole = sampleRun({ count: 300, seed: 7, verdict, hostile: `"'\\` });
    await writeSampleRun(dir, whole);
    const run = await readRun(dir);
    await rm(dir, { recursive: true });
    expect(run.history.length).toBeLessThan(whole.history.length * 0.6);
    expect(run.files.find(({ name }) => name === 'history.jsonl')?.records).toBe(whole.history.length);
    expect(pageOf(digestOf(run))).toBe(pageOf(digestOf({ ...run, history: whole.history })));
    for (const event of run.history) expect(eventAt(run, event.index)).toBe(event);
    expect(eventAt(run, -1)).toBeUndefined();
    expect(eventAt(run, whole.history.length)).toBeUndefined();
  });
});
