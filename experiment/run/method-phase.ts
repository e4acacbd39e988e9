import { join } from 'node:path';
import { realTime } from '../../kernel/pause.ts';
import { runLoad } from '../../loadtest/run-load.ts';
import { type Experiment, loadsOf } from '../file/experiment.ts';
import type { FaultWindow } from '../method/fault-step.ts';
import { runMethod } from '../method/run-method.ts';
import type { StepTools } from '../method/step-tools.ts';
import { deviations, probeOnce } from '../steady-state/steady-state.ts';
import { type StopCondition, watchStopConditions } from '../steady-state/stop-watch.ts';
import { newKeyPrefix } from './key-prefix.ts';
import type { RunOptions } from './run-options.ts';
import type { RunTools } from './run-tools.ts';

const LOOK_EVERY_MS = 1_000;

export interface MethodPhase {
  readonly experiment: Experiment;
  readonly seed: number;
  readonly options: RunOptions;
  readonly tools: RunTools;
  /** Ends the method. */
  readonly ending: AbortSignal;
  /** Aborted when a stop condition is breached. */
  readonly stop: AbortController;
}

/** What hurts a system, and when each fault was on. @throws whatever ended it */
export type Method = (
  phase: MethodPhase,
) => Promise<{ readonly keyPrefix: string; readonly windows: readonly FaultWindow[] }>;

/** Runs the method of an experiment's file under its stop conditions. */
export const methodPhase: Method = async ({ experiment, seed, options, tools, ending, stop }) => {
  const { deployed, control, lines, probing } = tools;
  const { cloud, runDir, redrive, report, system } = options;
  const keyPrefix = await newKeyPrefix(probing.clients.dynamo, deployed.chaos.table, seed);
  const loads = loadsOf(experiment);
  const drive: StepTools['runLoad'] = ({ name, operations, rate, 'ramp-to': rampTo }, to, signal) => {
    const earlier = loads.slice(
      0,
      loads.findIndex((load) => load.name === name),
    );
    const after = earlier.reduce((sum, load) => sum + load.operations, 0);
    return runLoad({
      ...{ target: deployed.addresses[0] ?? '', system: join(system.folder, 'system.ts'), cloud },
      ...{ operations, rate, rampTo, after, seed, keyPrefix, runDir, signal, report: to },
    });
  };
  const over = new AbortController();
  const watching = watchStopConditions({
    conditions: stopConditions(experiment, tools, ending),
    time: realTime,
    everyMs: LOOK_EVERY_MS,
    signal: AbortSignal.any([ending, over.signal]),
  }).then((breach) => breach && stop.abort(breach));
  try {
    const act = { seed, control, runLoad: drive, redrive, lines, time: realTime, signal: ending, report };
    const windows: FaultWindow[] = await runMethod({
      steps: experiment.method,
      radius: experiment['blast-radius'],
      ask: ({ name, provider, tolerance, 'recovers-within': within }, signal) => {
        const asked = {
          ...(tolerance !== undefined && { tolerance }),
          ...(within !== undefined && { 'recovers-within': within }),
        };
        return probeOnce({ name, provider, ...asked }, probing, realTime, signal);
      },
      ...act,
    });
    return { keyPrefix, windows };
  } finally {
    over.abort();
    await watching;
  }
};

function stopConditions(experiment: Experiment, { probing }: RunTools, signal: AbortSignal): StopCondition[] {
  return experiment['stop-conditions'].map((probe) => ({
    name: probe.name,
    async breach() {
      const [deviation] = deviations([await probeOnce(probe, probing, realTime, signal)]);
      return deviation?.slice(`${probe.name}: `.length);
    },
  }));
}
