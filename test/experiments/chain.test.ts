import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createRunFolder } from '../../cli/run/run-folder.ts';
import { parseExperiment } from '../../experiment/file/experiment-file.ts';
import { redrive } from '../../experiment/run/redrive.ts';
import { runExperiment } from '../../experiment/run/run-experiment.ts';
import { destroy } from '../../infra/deploy.ts';
import { deploymentOf } from '../../infra/deployment.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { runsFolder } from '../../kernel/project.ts';
import { withArtillery } from '../../loadtest/with-artillery.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { collectRun } from '../../observe/collect/collect.ts';
import { openInjections } from '../../observe/collect/injections-so-far.ts';
import { judgeRun } from '../../observe/judge/judge.ts';
import { buildReport } from '../../report/build.ts';
import { runFiles } from '../../run/run-files.ts';
import type { System } from '../../system/system.ts';
import { runCheckers } from '../../verify/checkers/run-checkers.ts';
import { type Chain, chains } from '../chain/chain.ts';

jest.setTimeout(900_000);

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const silent = () => undefined;

/** The module of a system that was made up just now, as Artillery's workers load it. */
async function written(chain: Chain): Promise<System> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-chain-'));
  const maker = pathToFileURL(join(import.meta.dirname, '../chain/chain-system.ts')).href;
  const text = `import { chainSystem } from ${JSON.stringify(maker)};
export const system = chainSystem(${JSON.stringify(chain)}, import.meta.dirname);
`;
  await writeFile(join(folder, 'system.ts'), text);
  const { chainSystem } = await import('../chain/chain-system.ts');
  return chainSystem(chain, folder);
}

function experimentOn({ name, links }: Chain): string {
  const [first, last] = [links[0], links.at(-1)];
  return `
title: Whatever enters the chain ${name} arrives, though it is slow and hands things on twice
description: Its words were drawn.
seed: 7
blast-radius: { functions: ["${name}-*"], share: 60 }
method:
  - { type: action, name: enter, provider: { type: load, operations: 48, rate: 4 } }
  - type: action
    name: twice
    provider: { type: fault, fault: duplicate, target: { function: ${first?.function} }, percentage: 60, first: 2, start: 25 %, until: 95 %, duration: 60s }
  - type: action
    name: late
    provider:
      { type: fault, fault: delay, target: { function: ${last?.function} }, percentage: 60, parameters: { delayMs: 50 }, start: 25 %, until: 95 %, duration: 60s }
rollbacks:
  - { type: action, name: faults-off, provider: { type: withdraw-faults } }
recovery: { within: 120s }
`;
}

/** The way of `./lab run`, with a system that is on no list. */
async function run(chain: Chain, system: System): Promise<string> {
  const cloud = localstackCloud(endpoint);
  const { invariants } = await system.judging();
  const standing = [...invariants, ...runCheckers].map((checker) => checker.name);
  const experiment = parseExperiment(experimentOn(chain), 'chain.yaml', {
    steadyState: system.steadyState,
    invariants: standing,
  });
  const startedAt = Date.now();
  const deployment = deploymentOf(system);
  const deployed = await deployment.deploy(cloud, silent);
  const trial = { name: 'chain', experiment, system, deployment, drive: withArtillery, runs: runsFolder };
  const folder = await createRunFolder(trial, { port: Number(new URL(endpoint).port) });
  const runDir = folder.path;
  const injections = openInjections(cloud, deployed, Date.now);
  const ended = { experiment, system, cloud, deployed, runDir, report: silent, signal: new AbortController().signal };
  try {
    const tools = { drive: withArtillery, readInjections: injections.since };
    await runExperiment({ ...ended, ...tools, redrive: () => redrive(cloud, system, deployed) });
  } finally {
    injections.close();
  }
  await collectRun({ system, deployed, cloud, runDir, startedAt, now: Date.now });
  await folder.writeManifest(await openEngine({ endpoint }).status(), []);
  return runDir;
}

describe('a system that nobody has written', () => {
  it('is driven, broken, judged and reported on like any other, however long its chain and whatever its words', async () => {
    const whole = async (chain: Chain) => {
      const system = await written(chain);
      let runDir: string | undefined;
      try {
        runDir = await run(chain, system);
        const { verdict, reasons, facts, faults } = await judgeRun(runDir, () => system);
        expect({ verdict, reasons }).toEqual({ verdict: 'pass', reasons: [] });
        expect(facts.units).toMatchObject({ total: 48, open: 0, outcomes: { accepted: 48 } });
        expect(faults.map(({ rule }) => rule).sort()).toEqual(['late', 'twice']);
        const { html, lines } = await buildReport(runDir);
        expect(lines.join('\n')).toContain(`hold over 48 ${chain.unit.many}.`);
        const page = await readFile(html, 'utf8');
        for (const { queue } of chain.links) expect(page).toContain(queue.slice(chain.name.length + 1));

        const kept = join(runDir, runFiles.tables, `${chain.table}.jsonl`);
        const [lost = '', ...others] = (await readFile(kept, 'utf8')).trimEnd().split('\n');
        await writeFile(kept, `${others.join('\n')}\n`);
        const judged = await judgeRun(runDir, () => system);
        const broken = judged.invariants.filter(({ valid }) => valid === false);
        expect(broken.map(({ name }) => name)).toEqual(['everyone-arrives']);
        expect(broken[0]?.counterexample?.ids).toEqual([JSON.parse(lost)[chain.keyField]]);
      } finally {
        await destroy(localstackCloud(endpoint), system);
        for (const folder of [system.folder, runDir]) if (folder !== undefined) await rm(folder, { recursive: true });
      }
    };
    // One a run of the tests, another each time: a deployment is no matter of milliseconds.
    await fc.assert(fc.asyncProperty(chains, whole), { numRuns: 1, endOnFailure: true });
  });
});
