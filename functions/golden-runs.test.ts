import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { unpackRun } from '../observe/golden/recorded-run.ts';
import { judgeRun } from '../observe/judge/judge.ts';
import type { Verdict } from '../verify/verdict/verdict-schema.ts';
import { systemNamed, systems } from './systems.ts';

const folders: string[] = [];

async function judged(file: string): Promise<Verdict> {
  const runDir = await mkdtemp(join(tmpdir(), 'faultline-golden-'));
  folders.push(runDir);
  await unpackRun(await readFile(file), runDir);
  return judgeRun(runDir, systemNamed);
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe.each(systems)('recorded runs of $name', ({ folder, sabotages }) => {
  const golden = join(folder, 'golden');
  const recorded = globSync('*.json.gz', { cwd: golden }).map((file) => basename(file, '.json.gz'));
  const healthy = recorded.filter((name) => name.startsWith('healthy-'));
  const judgedAs = (name: string) => judged(join(golden, `${name}.json.gz`));

  it('are there for every sabotage, and with faults and no sabotage', () => {
    expect(recorded.filter((name) => !healthy.includes(name)).sort()).toEqual(sabotages.map(({ name }) => name).sort());
    expect(healthy.length).toBeGreaterThan(0);
  });

  it.each(sabotages)('with the sabotage $name are a fail, and $caughtBy name offenders', async ({ name, caughtBy }) => {
    const verdict = await judgedAs(name);
    expect(verdict.verdict).toBe('fail');
    const broken = verdict.invariants.filter(({ valid }) => valid === false);
    expect(broken.map((invariant) => invariant.name)).toEqual(expect.arrayContaining([...caughtBy]));
    for (const { counterexample } of broken) expect(counterexample?.ids.length).toBeGreaterThan(0);
  });

  it.each(healthy)('called %s pass', async (name) => {
    const verdict = await judgedAs(name);
    expect(verdict.reasons).toEqual([]);
    expect(verdict.verdict).toBe('pass');
    expect(verdict.faults.every(({ fired }) => fired > 0)).toBe(true);
  });
});
