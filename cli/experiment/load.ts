import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadsOf } from '../../experiment/file/experiment.ts';
import { didYouMean } from '../../experiment/file/vocabulary.ts';
import { newKeyPrefix } from '../../experiment/run/key-prefix.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { openClients } from '../../kernel/clients.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { arrivals } from '../../loadtest/arrivals.ts';
import { runLoad } from '../../loadtest/run-load.ts';
import { runFiles } from '../../run/run-files.ts';
import type { EngineOptions } from '../cloud/engine-options.ts';
import { runningCloud } from '../cloud/running-cloud.ts';
import { experimentPath } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

/** Options of `./lab experiment load`. */
export interface LoadOptions extends EngineOptions {
  readonly runDir: string;
}

/** Drives one load of an experiment at the deployed system and prints how many operations were sent. */
export async function loadByHand(name: string, load: string, options: LoadOptions, signal: AbortSignal): Promise<void> {
  const { experiment, system } = await readLabExperiment(experimentPath(name));
  const loads = loadsOf(experiment);
  const found = loads.find((one) => one.name === load);
  if (found === undefined) {
    const names = loads.map((one) => one.name);
    throw new UsageError(`the experiment has no load "${load}"${didYouMean(load, names)}`, {
      hint: `It has: ${names.join(', ')}`,
    });
  }
  const cloud = await runningCloud(options);
  const clients = openClients(cloud);
  try {
    const { addresses, chaos } = await findDeployed(cloud, system.name);
    await (await system.workload()).prepare?.(cloud);
    const { seed } = experiment;
    const earlier = loads.slice(0, loads.indexOf(found));
    const after = earlier.reduce((sum, one) => sum + one.operations, 0);
    // What users saw of an earlier round is not what they see of this one.
    if (after === 0) await rm(join(options.runDir, runFiles.client), { force: true });
    const keyPrefix = await newKeyPrefix(clients.dynamo, chaos.table, seed);
    const { operations, rate, 'ramp-to': rampTo = rate } = found;
    const quiet = () => undefined;
    const sent = await runLoad({
      ...{ target: addresses[0] ?? '', system: join(system.folder, 'system.ts'), cloud },
      ...{ arrivals: arrivals(operations, rate, rampTo), after, seed, keyPrefix, signal },
      ...{ runDir: options.runDir, report: quiet },
    });
    process.stdout.write(`${sent.operationsSent} operations sent in ${sent.attempts} requests\n`);
  } finally {
    clients.destroy();
  }
}
