import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadsOf } from '../../experiment/file/experiment.ts';
import { didYouMean } from '../../experiment/file/vocabulary.ts';
import { findOrderSystem } from '../../experiment/system/order-system.ts';
import { newShop } from '../../experiment/system/shop.ts';
import { openClients } from '../../kernel/clients.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { runLoad } from '../../loadtest/run-load.ts';
import { seedStock } from '../../loadtest/stock.ts';
import { runFiles } from '../../run/run-files.ts';
import type { EngineOptions } from '../engine-options.ts';
import { experimentPath } from '../experiment-path.ts';
import { runningCloud } from '../running-cloud.ts';
import { readLabExperiment } from './read.ts';

/** Options of `./lab experiment load`. */
export interface LoadOptions extends EngineOptions {
  readonly runDir: string;
}

/** Drives one load of an experiment at the deployed system and prints how many orders were sent. */
export async function loadByHand(name: string, load: string, options: LoadOptions, signal: AbortSignal): Promise<void> {
  const experiment = await readLabExperiment(experimentPath(name));
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
    const { apiUrl: target, chaos } = await findOrderSystem(cloud);
    await seedStock(cloud);
    const { seed } = experiment;
    const earlier = loads.slice(0, loads.indexOf(found));
    const after = earlier.reduce((sum, one) => sum + one.orders, 0);
    // What customers saw of an earlier round is not what they see of this one.
    if (after === 0) await rm(join(options.runDir, runFiles.client), { force: true });
    const shop = await newShop(clients.dynamo, chaos.table, seed);
    const { orders, rate, 'ramp-to': rampTo } = found;
    const quiet = () => undefined;
    const { runDir } = options;
    const sent = await runLoad({ target, orders, rate, rampTo, after, seed, shop, runDir, signal, report: quiet });
    process.stdout.write(`${sent.ordersSent} orders sent in ${sent.attempts} requests\n`);
  } finally {
    clients.destroy();
  }
}
