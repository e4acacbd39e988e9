import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { unpackRun } from '../../../observe/golden/recorded-run.ts';
import { judgeRun } from '../../../observe/judge/judge.ts';
import type { Verdict } from '../../../verify/verdict/verdict-schema.ts';
import { systemNamed } from '../../systems.ts';
import { sabotages } from '../sabotage/sabotages.ts';

const recorded = globSync('*.json.gz', { cwd: import.meta.dirname }).map((file) => basename(file, '.json.gz'));
const healthy = recorded.filter((name) => name.startsWith('healthy-'));
const folders: string[] = [];

async function judged(name: string): Promise<Verdict> {
  const runDir = await mkdtemp(join(tmpdir(), 'faultline-golden-'));
  folders.push(runDir);
  await unpackRun(await readFile(join(import.meta.dirname, `${name}.json.gz`)), runDir);
  return judgeRun(runDir, systemNamed);
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('recorded runs', () => {
  it('are there for every sabotage, and with faults and no sabotage', () => {
    expect(recorded.filter((name) => !healthy.includes(name)).sort()).toEqual(sabotages.map(({ name }) => name).sort());
    expect(healthy.length).toBeGreaterThan(0);
  });

  it.each(sabotages)('of the sabotage $name are a fail, and $caughtBy name offenders', async ({ name, caughtBy }) => {
    const verdict = await judged(name);
    expect(verdict.verdict).toBe('fail');
    const broken = verdict.invariants.filter(({ valid }) => valid === false);
    expect(broken.map((invariant) => invariant.name)).toEqual(expect.arrayContaining([...caughtBy]));
    for (const { counterexample } of broken) expect(counterexample?.ids.length).toBeGreaterThan(0);
  });

  it.each(healthy)('called %s pass', async (name) => {
    const verdict = await judged(name);
    expect(verdict.reasons).toEqual([]);
    expect(verdict.verdict).toBe('pass');
    expect(verdict.faults.every(({ fired }) => fired > 0)).toBe(true);
  });
});
