import { parseExperiment } from '../../experiment/file/experiment-file.ts';
import { crashPointMethod } from '../../experiment/sweep/crash-points.ts';
import { underChaos } from '../../foreign/assembly/rewrite.ts';
import type { Planned } from '../../foreign/input/workload.ts';
import { sweepOf } from '../../foreign/sweep/sweep.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Workload } from '../../system/workload.ts';
import { runTrial } from '../run/run-trial.ts';
import type { SweepOptions } from '../sweep/sweep-options.ts';
import { openForeign, readForeignExperiment, trialOf } from './foreign.ts';
import { calm } from './run.ts';

/** In place of its method the sweep finds the points and hurts requests at them; how many it needs is found out, too. */
const sweepYaml = `
title: Wherever a function is killed, timed out or not answered, the app ends as it would have without
description: One request of each kind is traced, then one is hurt at each AWS call that was seen, in each way.
seed: 1
method:
  - { type: action, name: requests, provider: { type: load, operations: 1, rate: 1 } }
rollbacks:
  - { type: action, name: faults-off, provider: { type: withdraw-faults } }
recovery: { within: 300s }
`;

/**
 * Runs the crash-point sweep of somebody's app, then twice without faults what it has asked, and judges by how those ended.
 * @returns the exit code: 0 all fired and survived, 1 something did not, 2 a fault never fired or something could not be judged
 */
export async function sweepForeign({ only, atOnce, ...options }: SweepOptions, signal: AbortSignal): Promise<number> {
  const foreign = await openForeign();
  const { config, app, system } = foreign;
  const { input, key } = config;
  if ('artillery' in input) {
    throw new UsageError('a sweep hurts one request at a time, which a script cannot be asked for', {
      hint: 'Say in the config what the app is asked: input: [{ … }].',
    });
  }
  const { sweepable, count, again } = sweepOf(input, key, underChaos(app.template));
  const workload = system.workload as () => Promise<Workload<Planned>>;
  const experiment = parseExperiment(sweepYaml, 'the sweep', { steadyState: system.steadyState, invariants: [] });
  const swept = { ...foreign, system: { ...system, sweep: async () => sweepable } };
  const repeated = { ...foreign, system: { ...system, workload: async () => again(await workload()) } };
  const calmRuns = async () => {
    const runs: string[] = [];
    for (const name of calm) {
      const trial = trialOf(repeated, name, await readForeignExperiment(repeated, name));
      const before = [...runs];
      const { runDir } = await runTrial(
        { ...trial, calmRuns: async () => before },
        { ...options, count: count() },
        signal,
      );
      runs.push(runDir);
    }
    return runs;
  };
  const method = crashPointMethod({ only, atOnce });
  const trial = { ...trialOf(swept, 'crash-points', experiment), method, calmRuns };
  const { exitCode } = await runTrial(trial, options, signal);
  return exitCode;
}
