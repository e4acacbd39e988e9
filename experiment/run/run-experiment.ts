import { Aborted } from '../../kernel/aborted.ts';
import { isGone } from '../../kernel/gone.ts';
import { realTime } from '../../kernel/pause.ts';
import type { LoadFacts } from '../../run/run-files.ts';
import { writeAudit } from '../audit/audit-file.ts';
import type { Settings } from '../audit/settings.ts';
import type { FaultTiming } from '../audit/timed-control.ts';
import { acting } from '../carriers/carrier.ts';
import { type Experiment, loadsOf } from '../file/experiment.ts';
import { atRate, withOperations } from '../file/scale.ts';
import { type Guard, startGuard } from '../guard/start-guard.ts';
import type { FaultWindow } from '../method/fault-step.ts';
import { deviations, probeSteadyState } from '../steady-state/steady-state.ts';
import { openAsks } from '../watch/asks.ts';
import { waitForQuiet } from '../watch/quiet.ts';
import type { Method } from './method.ts';
import { methodPhase } from './method-phase.ts';
import { moving } from './moving.ts';
import { loadFactsOf, type Offer } from './offer.ts';
import { openPhases, type PhaseTimes } from './phases.ts';
import { endFaultsOnAbort, rollBack } from './rollbacks.ts';
import type { RunOptions } from './run-options.ts';
import { openRunTools, type RunTools } from './run-tools.ts';
import { checkSteadiness } from './steadiness.ts';

/** What the runner saw; the judgement is somebody else's. */
export interface RunFacts {
  readonly seed: number;
  readonly operations: number;
  /** Absent where nothing was offered. */
  readonly load?: LoadFacts;
  /** Why the experiment was ended before its time; absent where it was not. */
  readonly aborted?: string;
  readonly phases: readonly PhaseTimes[];
  readonly faults: readonly FaultWindow[];
  readonly timings: readonly FaultTiming[];
  /** What faults left behind, one sentence each; empty as it should be. */
  readonly residue: readonly string[];
}

const LOOK_EVERY_MS = 1_000;
const QUIET_LOOKS = 3;

/**
 * Runs an experiment on a deployed system: steady state before, method, rollbacks, quiet, steady state after, residue.
 *
 * Rollbacks and the look for residue come whatever happens. Stop conditions are asked every second of the method; a breach aborts
 * it, and so does whoever asks for that. Should the runner die, its guard ends all faults; should both die, faults expire.
 * @throws UsageError if the system is not in its steady state, or if a fault aims at nothing; the signal's
 * reason after an interruption. An abort throws nothing: it is told in the facts and in the journal.
 * @param run does what the method asks for; a sweep has a way of its own
 */
export async function runExperiment(options: RunOptions, run: Method = methodPhase): Promise<RunFacts> {
  const { cloud, deployed, runDir, report, signal, system, guard = startGuard } = options;
  const experiment = asOptioned(options);
  const seed = options.seed ?? experiment.seed;
  const operations = loadsOf(experiment).reduce((sum, load) => sum + load.operations, 0);
  const tools = await openRunTools(options);
  const { control, lines } = tools;
  const stop = new AbortController();
  const asks = openAsks(runDir, lines);
  const aborts = AbortSignal.any([asks.aborts, ...(options.aborts ? [options.aborts] : [])]);
  const ending = AbortSignal.any([signal, stop.signal, aborts]);
  const endedBy = () => (signal.aborted ? 'interrupted' : ending.aborted ? 'aborted' : 'failed');
  const phases = openPhases(lines, realTime.now, endedBy);
  const probe = () => probeSteadyState(experiment['steady-state-hypothesis'].probes, tools.probing, realTime, signal);
  const off = endFaultsOnAbort(tools, ending);
  let windows: readonly FaultWindow[] = [];
  let offer: Offer | undefined;
  let guarding: Promise<Guard> | undefined;

  const steadyBefore = () =>
    phases.run('steady-state-before', async () => {
      report('probing the steady state');
      const beatWithinMs = experiment['dead-mans-switch'];
      guarding = guard({ cloud, chaos: deployed.chaos, runDir, beatWithinMs });
      guarding.catch(() => undefined);
      const probes = await checkSteadiness(experiment, tools, probe);
      await (await system.workload()).prepare?.(cloud);
      const settings = await tools.readSettings();
      const { gone, pid } = await guarding;
      const unguarded = () => stop.abort(new Aborted(messageOf(gone.reason)));
      if (gone.aborted) unguarded();
      else gone.addEventListener('abort', unguarded);
      return { probes, guard: pid, settings };
    });
  const hurt = async () => {
    try {
      const offered = (made: Offer) => {
        offer = made;
      };
      const method = () => run({ experiment, seed, options, tools, ending, stop, offered, asks });
      ({ windows } = await phases.run('method', method));
    } catch (error) {
      if (signal.aborted || !(ending.reason instanceof Aborted)) throw error;
    } finally {
      await off.ended();
      await phases.run(
        'rollbacks',
        () => rollBack(experiment, options, tools),
        ({ problems }) => (problems.length === 0 ? 'completed' : 'failed'),
      );
    }
  };
  const recover = async () => {
    await phases.run(
      'quiet',
      () => quietOf(experiment, options, tools),
      ({ reached }) => (reached ? 'completed' : 'failed'),
    );
    await phases.run(
      'steady-state-after',
      async () => ({ probes: await probe() }),
      ({ probes }) => (deviations(probes).length === 0 ? 'completed' : 'deviated'),
    );
  };
  const audit = (before: Settings) =>
    phases.run(
      'residue',
      async () => {
        const after = await tools.readSettings();
        return { residue: writeAudit(runDir, { before, after, faults: control.timings() }) };
      },
      ({ residue }) => (residue.length === 0 ? 'completed' : 'failed'),
    );

  const { deadLetterQueues } = deployed;
  const { sabotage } = options;
  lines.journal('experiment', 'started', { title: experiment.title, seed, operations, sabotage, deadLetterQueues });
  try {
    const { settings } = await steadyBefore();
    let audited: { residue: readonly string[] } | undefined;
    try {
      await hurt();
      // Who asks for an end wants it now; after a breach it is worth knowing whether the system recovers.
      if (!aborts.aborted) await recover();
    } finally {
      audited = await audit(settings);
    }
    const { residue } = audited;
    const load = offer && (await loadFactsOf(runDir, offer));
    if (load !== undefined) lines.journal('load', load.overloaded ? 'deviated' : 'completed', load);
    const facts = {
      seed,
      operations,
      ...(load && { load }),
      phases: phases.times,
      faults: windows,
      timings: control.timings(),
      residue,
    };
    const aborted = ending.aborted ? messageOf(ending.reason) : undefined;
    if (aborted === undefined) lines.journal('experiment', 'completed');
    else lines.journal('experiment', 'aborted', { error: aborted });
    return { ...facts, ...(aborted !== undefined && { aborted }) };
  } catch (error) {
    lines.journal('experiment', endedBy(), { error: messageOf(error) });
    throw error;
  } finally {
    asks.close();
    // A guard that is not released ends what is left as soon as this process ends.
    const active = await control.active().catch(() => undefined);
    const standing = await guarding?.catch(() => undefined);
    const isOver = active === undefined ? await isGone(cloud) : acting(active).length === 0;
    if (isOver) await standing?.release();
    else standing?.leave();
    await tools.close();
  }
}

/** The experiment with what the options say of its loads. */
function asOptioned({ experiment, operations, rate }: RunOptions): Experiment {
  const counted = operations === undefined ? experiment : withOperations(experiment, operations);
  return rate === undefined ? counted : atRate(counted, rate);
}

function quietOf({ recovery }: Experiment, options: RunOptions, tools: RunTools) {
  const { report, signal } = options;
  return waitForQuiet({
    look: async () => {
      const [found] = await Promise.all([moving({ options, tools, ending: signal }), tools.sampler.sample()]);
      return found;
    },
    time: realTime,
    withinMs: recovery.within,
    everyMs: LOOK_EVERY_MS,
    looks: QUIET_LOOKS,
    report: (moving) => report(moving.length === 0 ? 'nothing moves any more' : moving.join('; ')),
    signal,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
