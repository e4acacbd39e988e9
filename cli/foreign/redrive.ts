import { type Redriven, redrive } from '../../experiment/run/redrive.ts';
import { openApp } from '../../foreign/app.ts';
import { loadConfig } from '../../foreign/config/load-config.ts';
import { deploymentOf } from '../../foreign/deployment.ts';
import type { EngineOptions } from '../cloud/engine-options.ts';
import { runningCloud } from '../cloud/running-cloud.ts';

/**
 * Moves what lies in the dead-letter queues of somebody's app back to the queues.
 * @param root the folder of the app
 * @throws UsageError if no LocalStack runs, or the app is not deployed on it
 */
export async function redriveForeign(root: string, options: EngineOptions): Promise<Redriven[]> {
  const cloud = await runningCloud(options);
  const app = await openApp(root, await loadConfig(root));
  return redrive(cloud, {}, await deploymentOf(app).find(cloud));
}
