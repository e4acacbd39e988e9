import { join } from 'node:path';
import { readJsonLines } from '../../kernel/json-lines.ts';
import type { Calibration } from '../../loadtest/calibrate.ts';
import { takenOf } from '../../loadtest/taken.ts';
import { clientAttemptSchema, type LoadFacts, runFiles } from '../../run/run-files.ts';
import { type Experiment, loadsOf } from '../file/experiment.ts';
import type { Step } from '../file/method.ts';
import { atRate } from '../file/scale.ts';

/** What is offered to a system, of what its experiment asks for. Rates are operations a second. */
export interface Offer {
  /** The highest rate of all loads together. */
  readonly asked: number;
  /** What the system was found to take; absent where nobody measured it. */
  readonly takes?: number;
  /** How much of that is offered at most: the rest is for what faults cause, and for a machine that others use as well. */
  readonly share: number;
  readonly offered: number;
  /** How many operations it took to find out. */
  readonly calibrated: number;
}

const SHARE = 0.6;

/** No rate above this needs to be known. */
export function mostWorthKnowing(asked: number): number {
  return asked / SHARE;
}

/** Never more than is asked for, and no more than a share of what the system takes. */
export function offerOf(asked: number, calibration: Calibration | undefined): Offer {
  if (calibration === undefined) return { asked, share: SHARE, offered: asked, calibrated: 0 };
  const { takes, operations } = calibration;
  return { asked, takes, share: SHARE, offered: Math.min(asked, takes * SHARE), calibrated: operations };
}

/** The highest rate that the loads of an experiment ask for together, as if all went on at the same time. */
export function askedBy(experiment: Pick<Experiment, 'method'>): number {
  return loadsOf(experiment).reduce((sum, { rate, 'ramp-to': rampTo = rate }) => sum + Math.max(rate, rampTo), 0);
}

/** The experiment as it is offered: its loads without the operations that were sent already, at no more than the offered rate. */
export function offered(experiment: Experiment, { asked, offered: rate, calibrated }: Offer): Experiment {
  const first = loadsOf(experiment)[0];
  const slower = atRate(experiment, ((first?.rate ?? rate) * rate) / asked);
  const method = slower.method.map((step): Step => {
    if (step.type === 'probe' || step.provider.type !== 'load' || step.name !== first?.name) return step;
    return { ...step, provider: { ...step.provider, operations: step.provider.operations - calibrated } };
  });
  return { ...slower, method };
}

/** What came of an offer, from what the users of the run have written down. Those of the calibration had the system to themselves. */
export async function loadFactsOf(runDir: string, { calibrated, ...offer }: Offer): Promise<LoadFacts> {
  const { lines } = await readJsonLines(join(runDir, runFiles.client), clientAttemptSchema, { optional: true });
  return { ...offer, ...takenOf(lines.filter(({ request }) => request > calibrated)) };
}
