/** A runner of its own process, which tests may kill: `runner-child.ts <experiment.yaml> <run folder>`. */

import { Interrupted, interruptible } from '../../../cli/interrupt.ts';
import { openJob } from '../../../cli/job.ts';
import { readExperiment } from '../../../experiment/file/experiment-file.ts';
import { runExperiment } from '../../../experiment/run/run-experiment.ts';
import { localstackCloud } from '../../../kernel/cloud.ts';

const [file, runDir, endpoint] = process.argv.slice(2);
if (file === undefined || runDir === undefined || endpoint === undefined) {
  throw new Error('Expected an experiment file, a run folder and an endpoint.');
}
const cloud = localstackCloud(endpoint);
const experiment = await readExperiment(file);
const job = await openJob(endpoint, { runDir, title: experiment.title });
try {
  await interruptible((signal) =>
    runExperiment({
      experiment,
      cloud,
      runDir,
      signal,
      aborts: job.aborts,
      report: () => undefined,
      redrive: async () => [],
    }),
  );
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  process.exitCode = 130;
} finally {
  await job.close();
}
