import { join } from 'node:path';
import { UsageError } from '../../cli/usage-error.ts';
import { type LoadOptions, runLoad } from '../../loadtest/run-load.ts';
import { seedStock } from '../../loadtest/stock.ts';
import type { Cloud } from '../../localstack/cloud.ts';
import { runFiles } from '../../observe/run-files.ts';
import { openClients } from './clients.ts';
import { environmentsOf } from './environments.ts';
import { type Experiment, faultsOf, type Load, loadsOf } from './experiment.ts';
import { openFaultControl } from './fault-control.ts';
import { type FaultWindow, runMethod } from './method.ts';
import { messagesIn, openObserver } from './observed.ts';
import { findOrderSystem } from './order-system.ts';
import { realTime } from './pause.ts';
import { openPhases, type PhaseTimes } from './phases.ts';
import { openClientRecord } from './probes/client-record.ts';
import { type Quiet, waitForQuiet } from './quiet.ts';
import { openRunLines } from './run-lines.ts';
import { startSampler } from './sampler.ts';
import { withOrders } from './scale.ts';
import { changed, readSettings } from './settings.ts';
import { newShop } from './shop.ts';
import { deviations, type ProbeResult, probeSteadyState } from './steady-state.ts';

export interface RunOptions {
  readonly experiment: Experiment;
  readonly cloud: Cloud;
  /** Gets `journal.jsonl`, `metrics.jsonl` and `client.jsonl`. */
  readonly runDir: string;
  readonly report: (line: string) => void;
  /** Ends the run early; faults are withdrawn first. */
  readonly signal: AbortSignal;
  /** The sabotage that the functions were deployed with, for the journal. */
  readonly sabotage?: string | undefined;
  /** @default the experiment's own */
  readonly orders?: number | undefined;
  /** @default the experiment's own */
  readonly seed?: number | undefined;
}

/** What the runner saw; the judgement is somebody else's. */
export interface RunFacts {
  readonly seed: number;
  readonly orders: number;
  readonly phases: readonly PhaseTimes[];
  readonly faults: readonly FaultWindow[];
  readonly steadyState: { readonly before: readonly ProbeResult[]; readonly after: readonly ProbeResult[] };
  readonly quiet: Quiet;
  /** What faults left behind, one sentence each; empty as it should be. */
  readonly residue: readonly string[];
}

const LOOK_EVERY_MS = 1_000;
const QUIET_LOOKS = 3;

/**
 * Runs an experiment on the deployed order system: steady state before, method, rollbacks, quiet, steady state after, residue.
 * Rollbacks run whatever happens, an abort included; should even the runner die, every fault carries its expiry.
 * @throws UsageError if the system is not deployed or not in its steady state; the signal's reason after an abort
 */
export async function runExperiment(options: RunOptions): Promise<RunFacts> {
  const { cloud, runDir, report, signal, sabotage } = options;
  const experiment = options.orders ? withOrders(options.experiment, options.orders) : options.experiment;
  const seed = options.seed ?? experiment.seed;
  const faults = faultsOf(experiment);
  const loads = loadsOf(experiment);
  const orders = loads.reduce((sum, load) => sum + load.orders, 0);

  const system = await findOrderSystem(cloud);
  const clients = openClients(cloud);
  const control = openFaultControl(clients.lambda, system);
  const lines = openRunLines(runDir, realTime.now);
  const phases = openPhases(lines, realTime.now, signal);
  const observer = await openObserver(clients, system);
  const sampler = startSampler(observer, environmentsOf(cloud), lines);
  const settings = () => readSettings(clients.lambda, system.functions);
  const customers = openClientRecord(join(runDir, runFiles.client));
  const context = { cloud, system, observer, clients, customers, now: realTime.now };
  const probeHypothesis = () => probeSteadyState(experiment['steady-state-hypothesis'], context, realTime, signal);
  const load = ({ orders, rate }: Load, report: LoadOptions['report'], aborted: AbortSignal, shop: string) =>
    runLoad({ target: system.apiUrl, orders, rate, seed, shop, runDir, signal: aborted, report });

  try {
    lines.journal('experiment', 'started', { title: experiment.title, seed, orders, sabotage });
    const { probes: before, settings: found } = await phases.run('steady-state-before', async () => {
      report('probing the steady state');
      const probes = await probeHypothesis();
      const problems = [...deviations(probes), ...(await control.active()).map((what) => `still active: ${what}`)];
      if (problems.length > 0) throw unsteady(problems);
      await seedStock(cloud);
      return { probes, settings: await settings() };
    });

    const windows: FaultWindow[] = [];
    try {
      await phases.run('method', async () => {
        const shop = await newShop(clients.dynamo, system.chaos.table, seed);
        const drive = (of: Load, to: LoadOptions['report'], aborted: AbortSignal) => load(of, to, aborted, shop);
        const method = { loads, faults, seed, control, runLoad: drive, lines, time: realTime, signal, report };
        windows.push(...(await runMethod(method)));
        return { shop, windows };
      });
    } finally {
      await phases.run('rollbacks', async () => {
        report('withdrawing all faults');
        await Promise.all(faults.map((fault) => control.withdraw(fault)));
        return { withdrawn: faults.map(({ id }) => id) };
      });
    }

    const quiet = await phases.run(
      'quiet',
      () =>
        waitForQuiet({
          look: async () => {
            const [depths, openSagas] = await Promise.all([sampler.sample(), observer.openSagas()]);
            return { messages: messagesIn(depths, system.queues), openSagas };
          },
          time: realTime,
          withinMs: experiment.recovery.within,
          everyMs: LOOK_EVERY_MS,
          looks: QUIET_LOOKS,
          report: ({ messages, openSagas }) => report(`${messages} messages in queues, ${openSagas} sagas open`),
          signal,
        }),
      ({ reached }) => reached,
    );
    const { probes: after } = await phases.run(
      'steady-state-after',
      async () => ({ probes: await probeHypothesis() }),
      ({ probes }) => deviations(probes).length === 0,
    );
    const { residue } = await phases.run(
      'residue',
      async () => ({
        residue: [
          ...(await control.active()).map((what) => `still active: ${what}`),
          ...changed(found, await settings()),
        ],
      }),
      ({ residue }) => residue.length === 0,
    );
    lines.journal('experiment', 'completed');
    return { seed, orders, phases: phases.times, faults: windows, steadyState: { before, after }, quiet, residue };
  } catch (error) {
    lines.journal('experiment', signal.aborted ? 'aborted' : 'failed', { error: String(error) });
    throw error;
  } finally {
    await sampler.stop();
    clients.destroy();
  }
}

function unsteady(problems: readonly string[]): UsageError {
  return new UsageError(
    `the system is not in its steady state, so nothing could be learnt from breaking it:\n${problems.join('\n')}`,
    {
      hint: 'Let it become quiet, move dead letters back with ./lab redrive, or start anew: ./lab down, then ./lab up.',
    },
  );
}
