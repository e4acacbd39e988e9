import { join } from 'node:path';
import { assembleLocally } from '../../infra/deploy.ts';
import { labFolder } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { digestOf } from '../../sim/run/digest.ts';
import { checkSimulated } from '../../sim/run/needs.ts';
import type { Simulated } from '../../sim/run/order.ts';
import { runSimulation } from '../../sim/run/run-simulation.ts';
import type { System } from '../../system/system.ts';
import { judgeTrial, type RunEnd } from './judge-trial.ts';
import { type PhaseTime, runPhases } from './phases.ts';
import { createRunFolder, type RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import type { Trial } from './trial.ts';

/** Virtual time begins here in every run, so that a seed gives the same bytes whenever it is run. */
const BEGINNING = Date.UTC(2026, 0, 1);

type SimulatedTrial = Pick<Trial, 'name' | 'experiment' | 'runs'> & { readonly system: System };

/** Runs an experiment on the simulator, from nothing to a verdict and a report. */
export async function runSimulated(trial: SimulatedTrial, options: RunOptions, signal: AbortSignal): Promise<RunEnd> {
  const { experiment, system } = trial;
  const { sabotage, seed = experiment.seed, count: operations, rate } = options;
  for (const option of ['keep', 'live', 'endpoint'] as const) {
    if (options[option])
      throw new UsageError(
        `--${option} has no meaning with --on sim: there is no LocalStack, and all is over in a moment`,
      );
  }
  checkSimulated(experiment);
  const times: PhaseTime[] = [];
  let assembly = '';
  let folder: RunFolder | undefined;
  let made: Simulated | undefined;
  const bundle = async (report: (line: string) => void) => {
    assembly = await assembleLocally(system, { sabotage, report });
  };
  const simulate = async (report: (line: string) => void) => {
    folder = await createRunFolder(trial, options, BEGINNING);
    made = await runSimulation({
      ...{ assembly, experiment, seed, operations, rate, sabotage, report, signal, profile: 'aws' },
      ...{ folder: join(labFolder, 'sim'), stack: system.name, runDir: folder.path, startMs: BEGINNING },
      system: join(system.folder, 'system.ts'),
    });
    await folder.writeManifest(engine, times, made.facts.load, made.endMs);
  };
  const phases = [
    { title: 'Synthesize', run: bundle },
    { title: 'Simulate', run: simulate },
  ];
  await runPhases(phases, times, signal);
  const { facts, endMs, events, ignored } = made as unknown as Simulated;
  const seconds = (endMs - BEGINNING) / 1_000;
  const wall = times.at(-1);
  const wallSeconds = wall === undefined ? 0 : (wall.endedAt - wall.startedAt) / 1_000;
  const digest = await digestOf((folder as unknown as RunFolder).path);
  const remarks = [
    `  ${seconds.toFixed(1)} s of virtual time, ${events} events, in ${wallSeconds.toFixed(1)} s. The same seed gives the same bytes: ${digest}`,
    `  Left out, as it changes nothing here: ${leftOut(ignored)}`,
  ];
  const carried = { folder: folder as unknown as RunFolder, status: engine, times, facts, endedAt: endMs, remarks };
  return judgeTrial({ system }, carried, signal);
}

const leftOut = (ignored: Simulated['ignored']) =>
  Object.entries(ignored)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ') || 'nothing';

const engine = { kind: 'sim', endpoint: 'in process' } as const;
