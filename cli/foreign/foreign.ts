import { join, relative } from 'node:path';
import type { Experiment } from '../../experiment/file/experiment.ts';
import { readExperiment } from '../../experiment/file/experiment-file.ts';
import type { App } from '../../foreign/app.ts';
import type { ReadConfig } from '../../foreign/config/config.ts';
import { loadConfig } from '../../foreign/config/load-config.ts';
import { deploymentOf } from '../../foreign/deployment.ts';
import { appName } from '../../foreign/source/app-name.ts';
import { refuseUnknownNames, systemOf } from '../../foreign/system.ts';
import type { Drive } from '../../loadtest/drive.ts';
import type { SystemUnderTest } from '../../system/system.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { runCheckers } from '../../verify/checkers/run-checkers.ts';
import type { Trial } from '../run/trial.ts';
import { driveOf } from './drive-of.ts';
import { openDeployable } from './open-foreign.ts';

/** Somebody's app, ready to be run. */
export interface Foreign {
  /** Its folder. */
  readonly root: string;
  readonly config: ReadConfig;
  readonly app: App;
  readonly system: SystemUnderTest;
  readonly drive: Drive;
}

/** Opens the app of the folder that the command was given in. @throws UsageError where it cannot be run, with what to do */
export async function openForeign(): Promise<Foreign> {
  const root = process.cwd();
  const config = await loadConfig(root);
  const app = await openDeployable(root, config, (line) => process.stdout.write(`${line}\n`));
  refuseUnknownNames(config.input, app.found);
  const system = systemOf(root, appName(root), config, app.found);
  return { root, config, app, system, drive: driveOf(root, config, app.found) };
}

/** The names of all invariants that judge every run of a system. */
async function standingOf(system: SystemUnderTest): Promise<string[]> {
  return [...(await system.judging()).invariants, ...runCheckers].map(({ name }) => name);
}

/** An experiment of the folder `faultline`. @throws UsageError that names each mistake and its line */
export async function readForeignExperiment({ root, system }: Foreign, name: string): Promise<Experiment> {
  const file = relative(process.cwd(), join(root, 'faultline', `${name}.yaml`));
  const standing = { steadyState: system.steadyState, invariants: await standingOf(system) };
  return readExperiment(file, standing, { invariants: historyCheckers.map((checker) => checker.name) });
}

/** An experiment on somebody's app: the requests come as fast as it says, whatever the app takes. */
export function trialOf({ root, app, system, drive }: Foreign, name: string, experiment: Experiment): Trial {
  const runs = join(root, '.faultline', 'runs');
  return { name, experiment, system, deployment: deploymentOf(app), drive, asAsked: true, runs };
}
