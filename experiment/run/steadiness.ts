import { realTime, type Time } from '../../kernel/pause.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Deployed } from '../../system/deployed.ts';
import { acting } from '../carriers/carrier.ts';
import { loss } from '../file/checks/loss.ts';
import { type Experiment, faultsOf } from '../file/experiment.ts';
import { deviations, type ProbeResult } from '../steady-state/steady-state.ts';
import type { RunTools } from './run-tools.ts';

/** A fault that was overruled is over for good when the chaos function that injected it is: that has half a minute. */
const ENDING_WITHIN_MS = 40_000;
const LOOK_EVERY_MS = 1_000;

/**
 * Makes sure that an experiment can teach something: its faults aim at something, no other fault is active, and the
 * hypothesis holds.
 * @throws UsageError that names everything that is not so
 */
export async function checkSteadiness(
  experiment: Experiment,
  { control, deployed }: Pick<RunTools, 'control' | 'deployed'>,
  probe: () => Promise<readonly ProbeResult[]>,
  time: Time = realTime,
): Promise<readonly ProbeResult[]> {
  refuseLoss(experiment, deployed);
  await Promise.all(faultsOf(experiment).map((fault) => control.check(fault)));
  const deadline = time.now() + ENDING_WITHIN_MS;
  let active = await control.active();
  while (active.length > 0 && acting(active).length === 0 && time.now() < deadline) {
    await control.endAll();
    await time.pause(LOOK_EVERY_MS);
    active = await control.active();
  }
  if (active.length > 0) {
    const lines = active.map(({ id, fault, target }) => `${id}: ${fault} at ${target}`);
    throw new UsageError(`faults are active that are none of this experiment:\n${lines.join('\n')}`, {
      hint: `End them: ${labCommand} chaos clear`,
    });
  }
  const probes = await probe();
  const problems = deviations(probes);
  if (problems.length === 0) return probes;
  throw new UsageError(
    `the system is not in its steady state, so nothing could be learnt from breaking it:\n${problems.join('\n')}`,
    {
      hint: `Let it become quiet, or start anew: ${labCommand} down, then ${labCommand} up.`,
    },
  );
}

/** @throws UsageError for a fault that would have messages deleted which nobody has handled, unless that is wanted */
function refuseLoss(experiment: Experiment, { mappings }: Pick<Deployed, 'mappings'>): void {
  const lost = loss(mappings.map((mapping) => mapping.function))(experiment);
  if (lost.length > 0) throw new UsageError(lost.map(({ says }) => says).join('\n'));
}
