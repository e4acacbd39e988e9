import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { redrive } from '../../experiment/run/redrive.ts';
import { type RunFacts, runExperiment } from '../../experiment/run/run-experiment.ts';
import { deployedOf } from '../../infra/deployed.ts';
import { type Cloud, localstackCloud } from '../../kernel/cloud.ts';
import { sendOperations } from '../../loadtest/send-operations.ts';
import { collectRun } from '../../observe/collect/collect.ts';
import { openInjections } from '../../observe/collect/injections-so-far.ts';
import type { System } from '../../system/system.ts';
import { ENDPOINT } from '../cloud/place.ts';
import type { SimulatedCloud } from '../cloud/simulated-cloud.ts';
import type { SimulationOrder } from './order.ts';

/** A guard that has nothing to do: with the process all faults are gone, too. */
const noGuard = async () => ({
  pid: undefined,
  gone: new AbortController().signal,
  release: async () => undefined,
  leave: () => undefined,
});

/** Makes ready to run an experiment and to collect what it left, with the code that does so on LocalStack. */
export async function simulate(
  order: SimulationOrder,
  simulated: SimulatedCloud,
  report: (line: string) => void,
): Promise<() => Promise<RunFacts>> {
  const { experiment, runDir, seed, operations, rate, sabotage } = order;
  const { system }: { system: System } = await import(pathToFileURL(order.system).href);
  // What is loaded late would be loaded at another time in every run.
  await Promise.all([system.workload(), system.judging()]);
  const cloud: Cloud = { ...localstackCloud(ENDPOINT), kind: 'sim' };
  const deployed = deployedOf(
    JSON.parse(readFileSync(order.template, 'utf8')),
    (logical) => simulated.physical(logical),
    cloud,
  );
  return async () => {
    const startedAt = Date.now();
    const injections = openInjections(cloud, deployed, Date.now);
    try {
      const facts = await runExperiment({
        ...{ experiment, system, cloud, deployed, drive: sendOperations, asAsked: true, runDir, report },
        ...{ seed, operations, rate, sabotage, guard: noGuard, signal: new AbortController().signal },
        redrive: () => redrive(cloud, system, deployed),
        readInjections: injections.since,
      });
      await collectRun({ system, deployed, cloud, runDir, startedAt, now: Date.now });
      return facts;
    } finally {
      injections.close();
    }
  };
}
