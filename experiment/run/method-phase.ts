import { realTime } from '../../kernel/pause.ts';
import { arrivals } from '../../loadtest/arrivals.ts';
import { type Experiment, loadsOf } from '../file/experiment.ts';
import type { FaultWindow } from '../method/fault-step.ts';
import { runMethod } from '../method/run-method.ts';
import type { StepTools } from '../method/step-tools.ts';
import { deviations, probeOnce } from '../steady-state/steady-state.ts';
import { type StopCondition, watchStopConditions } from '../steady-state/stop-watch.ts';
import { firedFaults } from '../watch/fired-faults.ts';
import { calibrationPhase } from './calibration-phase.ts';
import { newKeyPrefix } from './key-prefix.ts';
import type { Method, MethodPhase } from './method.ts';
import { moving } from './moving.ts';
import { askedBy, offered, offerOf } from './offer.ts';
import type { RunTools } from './run-tools.ts';

const LOOK_EVERY_MS = 1_000;

/** Runs the method of an experiment's file under its stop conditions, once it is known what the system takes. */
export const methodPhase: Method = async (phase) => {
  const { experiment, seed, options, tools, ending, stop } = phase;
  const { deployed, control, lines, probing } = tools;
  const { redrive, report } = options;
  const keyPrefix = await newKeyPrefix(probing.clients.dynamo, deployed.chaos.table, seed);
  const over = new AbortController();
  const watching = watchStopConditions({
    conditions: stopConditions(experiment, tools, ending),
    time: realTime,
    everyMs: LOOK_EVERY_MS,
    signal: AbortSignal.any([ending, over.signal]),
  }).then((breach) => breach && stop.abort(breach));
  try {
    const offer = options.asAsked ? offerOf(askedBy(experiment), undefined) : await calibrationPhase(phase, keyPrefix);
    phase.offered(offer);
    const { method } = offered(experiment, offer);
    const windows: FaultWindow[] = await runMethod({
      steps: method,
      before: offer.calibrated,
      asks: phase.asks,
      ...{ seed, control, redrive, lines, report, time: realTime, signal: ending },
      radius: experiment['blast-radius'],
      runLoad: loadDriver(phase, { method, keyPrefix, after: offer.calibrated }),
      fired: firedFaults(options.readInjections, realTime),
      isQuiet: async () => (await moving(phase)).length === 0,
      ask: ({ name, provider, tolerance, 'recovers-within': within }, signal) => {
        const asked = {
          ...(tolerance !== undefined && { tolerance }),
          ...(within !== undefined && { 'recovers-within': within }),
        };
        return probeOnce({ name, provider, ...asked }, probing, realTime, signal);
      },
    });
    return { keyPrefix, windows };
  } finally {
    over.abort();
    await watching;
  }
};

interface Numbering extends Pick<Experiment, 'method'> {
  readonly keyPrefix: string;
  /** How many operations were sent before the first load. */
  readonly after: number;
}

function loadDriver(
  { seed, options, tools }: MethodPhase,
  { method, keyPrefix, after: before }: Numbering,
): StepTools['runLoad'] {
  const { cloud, runDir, system } = options;
  const loads = loadsOf({ method });
  return ({ name, operations, rate, 'ramp-to': rampTo = rate }, report, signal) => {
    const earlier = loads.slice(
      0,
      loads.findIndex((load) => load.name === name),
    );
    const after = earlier.reduce((sum, load) => sum + load.operations, before);
    return options.drive({
      ...{ target: tools.deployed.addresses[0] ?? '', system, cloud },
      ...{ arrivals: arrivals(operations, rate, rampTo), after, seed, keyPrefix, runDir, signal, report },
    });
  };
}

function stopConditions(experiment: Experiment, { probing }: RunTools, signal: AbortSignal): StopCondition[] {
  return experiment['stop-conditions'].map((probe) => ({
    name: probe.name,
    async breach() {
      const [deviation] = deviations([await probeOnce(probe, probing, realTime, signal)]);
      return deviation?.slice(`${probe.name}: `.length);
    },
  }));
}
