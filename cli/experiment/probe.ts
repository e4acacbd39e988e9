import { join } from 'node:path';
import type { Experiment } from '../../experiment/file/experiment.ts';
import type { ProbeStep } from '../../experiment/file/method.ts';
import { didYouMean } from '../../experiment/file/vocabulary.ts';
import { openClientRecord } from '../../experiment/probes/client-record.ts';
import { type Expectation, probeOnce } from '../../experiment/steady-state/steady-state.ts';
import { openObserver } from '../../experiment/watch/observed.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { openClients } from '../../kernel/clients.ts';
import { durationSchema } from '../../kernel/duration.ts';
import { realTime } from '../../kernel/pause.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { runFiles } from '../../run/run-files.ts';
import type { EngineOptions } from '../cloud/engine-options.ts';
import { runningCloud } from '../cloud/running-cloud.ts';
import { experimentPath } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

/** Options of `./lab experiment probe`. */
export interface ProbeOptions extends EngineOptions {
  readonly within?: string;
  readonly runDir: string;
}

/**
 * Asks one probe of an experiment and prints its answer as JSON.
 * @returns the exit code: 0 if the tolerance is met, 1 if not
 */
export async function probeByHand(name: string, probe: string, options: ProbeOptions): Promise<number> {
  const { experiment, system } = await readLabExperiment(experimentPath(name));
  const expectation = expectationOf(experiment, probe);
  const within = options.within === undefined ? {} : { 'recovers-within': parsedDuration(options.within) };
  const cloud = await runningCloud(options);
  const clients = openClients(cloud);
  try {
    const deployed = await findDeployed(cloud, system.name);
    const observer = await openObserver(clients, deployed);
    const customers = openClientRecord(join(options.runDir, runFiles.client));
    const context = { cloud, deployed, observer, clients, customers, now: realTime.now };
    const never = new AbortController().signal;
    const { got, met } = await probeOnce({ ...expectation, ...within }, context, realTime, never);
    process.stdout.write(`${JSON.stringify(got)}\n`);
    return met ? 0 : 1;
  } finally {
    clients.destroy();
  }
}

function expectationOf(experiment: Experiment, name: string): Expectation {
  const probes: readonly Expectation[] = [
    ...experiment['steady-state-hypothesis'].probes,
    ...experiment['stop-conditions'],
    ...experiment.method.flatMap((step) => (step.type === 'probe' ? [expectationOfStep(step)] : [])),
  ];
  const found = probes.find((probe) => probe.name === name);
  if (found !== undefined) return found;
  const names = probes.map((probe) => probe.name);
  throw new UsageError(`the experiment has no probe "${name}"${didYouMean(name, names)}`, {
    hint: `It has: ${names.join(', ')}`,
  });
}

function expectationOfStep({ name, provider, tolerance }: ProbeStep): Expectation {
  return tolerance === undefined ? { name, provider } : { name, provider, tolerance };
}

function parsedDuration(text: string): number {
  const parsed = durationSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--within ${text}: expected a duration such as 500ms, 20s or 2m`);
}
