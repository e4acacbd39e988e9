import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../functions/orders/system.ts';
import { assembleLocally } from '../../infra/deploy.ts';
import { judgeRun } from '../../observe/judge/judge.ts';
import { digestOf } from '../../sim/run/digest.ts';
import { checkSimulated } from '../../sim/run/needs.ts';
import { runSimulation } from '../../sim/run/run-simulation.ts';
import { experimentPath, libraryExperiments } from '../experiment/experiment-path.ts';
import { readLabExperiment } from '../experiment/read.ts';
import { createRunFolder } from './run-folder.ts';

const runs = mkdtempSync(join(tmpdir(), 'simulated-runs-'));
const START = Date.UTC(2026, 0, 1);
const OPERATIONS = 25;
let assembly: string;

beforeAll(async () => {
  assembly = await assembleLocally(system, { sabotage: undefined, report: () => undefined });
});

async function simulate(seed: number) {
  const { experiment } = await readLabExperiment(experimentPath('orders/crash-between-effect-and-acknowledgement'));
  const count = { count: OPERATIONS, seed };
  const folder = await createRunFolder({ name: `seed-${seed}`, experiment, system, runs }, count, START);
  const simulated = await runSimulation({
    ...{ assembly, experiment, seed, operations: OPERATIONS, profile: 'aws', runDir: folder.path, startMs: START },
    ...{ folder: join(runs, 'translated'), stack: system.name, system: join(system.folder, 'system.ts') },
    report: () => undefined,
  });
  await folder.writeManifest({ kind: 'sim', endpoint: 'in process' }, [], simulated.facts.load, simulated.endMs);
  return folder.path;
}

const eventsOf = (runDir: string) =>
  readFileSync(join(runDir, 'history.jsonl'), 'utf8').split('\n').slice(1).join('\n');

describe('the order system on the simulator', () => {
  it('comes to a verdict, and with the same seed to the same bytes', async () => {
    const one = await simulate(3);
    const again = await simulate(3);
    const other = await simulate(4);
    expect(await digestOf(again)).toBe(await digestOf(one));
    expect(await digestOf(other)).not.toBe(await digestOf(one));
    const verdict = await judgeRun(one, () => system);
    expect(verdict.invariants.filter(({ valid }) => valid !== true)).toEqual([]);
    expect(verdict.history).toEqual(expect.objectContaining({ complete: true }));
    expect(verdict.facts.units).toEqual(expect.objectContaining({ total: OPERATIONS }));
    await judgeRun(again, () => system);
    expect(eventsOf(again)).toBe(eventsOf(one));
  });

  it('refuses an experiment that it cannot simulate, by one sentence, before it begins', async () => {
    const refusals: string[] = [];
    for (const { path, name } of libraryExperiments()) {
      const { experiment } = await readLabExperiment(path);
      try {
        checkSimulated(experiment);
      } catch (error) {
        refusals.push(`${name}: ${(error as Error).message}`);
      }
    }
    expect(refusals).toEqual([
      'resource-exhaustion: The fault cpu-burn, which needs the processor that a handler shares with others, is not modelled by the simulator',
    ]);
  });
});
