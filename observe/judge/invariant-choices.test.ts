import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type RunFiles, writeRun } from '../../run/testing/written-run.ts';
import { parcelSystem } from '../testing/parcel-system.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { judgeRun } from './judge.ts';

const folders: string[] = [];

/** What a run is judged to be whose experiment names these invariants. */
async function judgedBy(invariants: readonly unknown[]) {
  const run: RunFiles = sampleRun();
  run.manifest[0] = { ...run.manifest[0], experiment: { title: 'sample', invariants } };
  const start = Number(run.manifest[0].startedAt);
  const about = { queue: 'parcels-sent', message: 'm-1' };
  run['messages.jsonl'] = [
    { at: start + 1_000, event: 'send', ...about },
    { at: start + 2_000, event: 'receive', ...about, receipt: 'r-1', count: 1, visibilityMs: 30_000 },
    { at: start + 9_000, event: 'delete', ...about, receipt: 'r-1' },
  ];
  const runDir = await writeRun(run);
  folders.push(runDir);
  const { invariants: found } = await judgeRun(runDir, () => parcelSystem);
  return (name: string) => found.find((invariant) => invariant.name === name);
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('the invariants that an experiment chooses', () => {
  it('are judged by what it sets of them, in its own units', async () => {
    const verdict = async (maxAgeMs: string) =>
      (await judgedBy(['one-outcome', { name: 'bounded-age', options: { maxAgeMs } }]))('bounded-age');
    expect(await verdict('9s')).toMatchObject({ valid: true, counts: { judged: 1, oldestMs: 8_000 } });
    expect(await verdict('7s')).toMatchObject({
      valid: false,
      counterexample: { summary: 'm-1: processed after 8000 ms, expected 7000 ms' },
    });
  });

  it('keep their defaults where it only names them, and are not judged where it does not', async () => {
    const found = await judgedBy([{ name: 'bounded-receives', options: {} }]);
    expect(found('bounded-receives')).toMatchObject({ valid: true, counts: { receives: 1 } });
    expect(found('bounded-age')).toBeUndefined();
  });
});
