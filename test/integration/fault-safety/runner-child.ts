/** A runner of its own process, which tests may kill: `runner-child.ts <experiment.yaml> <run folder>`. */

import { openJob } from '../../../cli/run/job.ts';
import { Interrupted, interruptible } from '../../../cli/terminal/interrupt.ts';
import { readExperiment } from '../../../experiment/file/experiment-file.ts';
import { runExperiment } from '../../../experiment/run/run-experiment.ts';
import { systemNamed } from '../../../functions/systems.ts';
import { findDeployed } from '../../../infra/deployed.ts';
import { localstackCloud } from '../../../kernel/cloud.ts';
import { withArtillery } from '../../../loadtest/with-artillery.ts';
import { openInjections } from '../../../observe/collect/injections-so-far.ts';

const [file, runDir, endpoint] = process.argv.slice(2);
if (file === undefined || runDir === undefined || endpoint === undefined) {
  throw new Error('Expected an experiment file, a run folder and an endpoint.');
}
const cloud = localstackCloud(endpoint);
// A runner that was killed leaves its orders unfinished: the next one must not wait for them.
const experiment = await readExperiment(file, { steadyState: [], invariants: [] });
const system = systemNamed('orders');
const deployed = await findDeployed(cloud, system.name);
const injections = openInjections(cloud, deployed, Date.now);
const job = await openJob(endpoint, { runDir, title: experiment.title });
try {
  await interruptible((signal) =>
    runExperiment({
      experiment,
      system,
      cloud,
      deployed,
      drive: withArtillery,
      runDir,
      signal,
      aborts: job.aborts,
      report: () => undefined,
      redrive: async () => [],
      readInjections: injections.since,
    }),
  );
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  process.exitCode = 130;
} finally {
  injections.close();
  await job.close();
}
