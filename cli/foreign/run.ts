import { globSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { styleText } from 'node:util';
import { readExperiment } from '../../experiment/file/experiment-file.ts';
import type { App } from '../../foreign/app.ts';
import { loadConfig } from '../../foreign/config/load-config.ts';
import { deploymentOf } from '../../foreign/deployment.ts';
import { systemOf } from '../../foreign/system.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { sendOperations } from '../../loadtest/send-operations.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import type { SystemUnderTest } from '../../system/system.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { runCheckers } from '../../verify/checkers/run-checkers.ts';
import { runPhases } from '../run/phases.ts';
import type { RunOptions } from '../run/run-options.ts';
import { type RunEnd, runTrial } from '../run/run-trial.ts';
import { appName, openDeployable } from './open-foreign.ts';

/** Runs without faults, in this order: with their ends those of all others are compared. */
const calm = ['calm-alone', 'calm-together'];

type Foreign = { readonly root: string; readonly app: App; readonly system: SystemUnderTest };

/**
 * Runs somebody's app from nothing to verdicts: twice without faults, then under each of its experiments.
 * @param named the experiment that is meant; default: all of the folder `faultline`
 * @returns the worst exit code: 1 where a run fails, else 2 where one could not be judged, else 0
 */
export async function runForeign(named: string | undefined, options: RunOptions, signal: AbortSignal): Promise<number> {
  const root = process.cwd();
  const config = await loadConfig(root);
  const experiments = experimentsIn(root, named);
  const tell = (line: string) => process.stdout.write(`${line}\n`);
  const app = await openDeployable(root, config, tell);
  const system = systemOf(root, appName(root), config, app.found);
  const engine = openEngine(options);
  const { running } = await engine.status();
  const ends: { readonly name: string; readonly end: RunEnd }[] = [];
  try {
    if (!running)
      await runPhases([{ title: 'Start LocalStack', run: async (report) => void (await engine.up(report, signal)) }]);
    for (const name of [...calm, ...experiments]) {
      const calmRuns = ends.filter((one) => calm.includes(one.name)).map(({ end }) => end.runDir);
      const last = options.keep === true && name === (experiments.at(-1) ?? calm.at(-1));
      tell(`\n${styleText('bold', name)}`);
      ends.push({ name, end: await trial({ root, app, system }, name, { ...options, keep: last }, calmRuns, signal) });
    }
  } finally {
    if (!running && options.keep !== true) await engine.down();
  }
  tell('');
  for (const { name, end } of ends)
    tell(`${verdictInWords(end.exitCode)} ${name}  ${relative(root, end.runDir)}/report.html`);
  const codes = ends.map(({ end }) => end.exitCode);
  return codes.includes(1) ? 1 : Math.max(...codes);
}

async function trial(
  { root, app, system }: Foreign,
  name: string,
  options: RunOptions,
  calmRuns: readonly string[],
  signal: AbortSignal,
): Promise<RunEnd> {
  const standing = [...(await system.judging()).invariants, ...runCheckers].map((checker) => checker.name);
  const known = { invariants: historyCheckers.map((checker) => checker.name) };
  const file = relative(process.cwd(), join(root, 'faultline', `${name}.yaml`));
  const experiment = await readExperiment(file, { steadyState: system.steadyState, invariants: standing }, known);
  const how = {
    deployment: deploymentOf(app),
    drive: sendOperations,
    asAsked: true,
    runs: join(root, '.faultline', 'runs'),
  };
  return runTrial({ name, experiment, system, ...how, calmRuns }, options, signal);
}

function experimentsIn(root: string, named: string | undefined): string[] {
  const found = globSync('*.yaml', { cwd: join(root, 'faultline') })
    .map((file) => basename(file, '.yaml'))
    .sort();
  const missing = calm.find((name) => !found.includes(name));
  if (missing !== undefined) {
    throw new UsageError(`there is no faultline/${missing}.yaml: nothing could be compared with it`, {
      hint: 'Write it with: npx faultline init',
    });
  }
  const others = found.filter((name) => !calm.includes(name));
  if (named === undefined) return others;
  if (calm.includes(named)) return [];
  if (others.includes(named)) return [named];
  throw new UsageError(`there is no experiment "${named}" in faultline/`, { hint: `There are: ${others.join(', ')}` });
}

function verdictInWords(exitCode: number): string {
  if (exitCode === 0) return styleText('green', 'pass        ');
  return exitCode === 1 ? styleText('red', 'fail        ') : styleText('yellow', 'inconclusive');
}
