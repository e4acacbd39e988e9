import { join } from 'node:path';
import { runFiles } from '../../run/run-files.ts';
import { type Experiment, loadsOf } from '../file/experiment.ts';
import { measureTakes } from './measure-takes.ts';
import type { MethodPhase } from './method.ts';
import { askedBy, mostWorthKnowing, type Offer, offerOf } from './offer.ts';

/** At most so much of the first load: shares from there on are what they say. */
const MOST_OF_LOAD = 0.2;
const MOST_OPERATIONS = 40;

/**
 * Sends the first operations of the first load and measures with them what the system takes while nothing is done to it.
 * They are operations like all others: written down and judged.
 */
export async function calibrationPhase(
  { experiment, seed, options, tools, ending }: Omit<MethodPhase, 'stop'>,
  keyPrefix: string,
): Promise<Offer> {
  const { deployed, lines } = tools;
  const asked = askedBy(experiment);
  options.report('measuring what the system takes');
  lines.journal('calibration', 'started', { asked });
  const found = await measureTakes({
    ...{ options, tools, ending, seed, keyPrefix },
    target: deployed.addresses[0] ?? '',
    clientLog: join(options.runDir, runFiles.client),
    operations: operationsFor(experiment),
    most: mostWorthKnowing(asked),
  });
  const offer = offerOf(asked, found);
  lines.journal('calibration', 'completed', { ...offer });
  return offer;
}

function operationsFor(experiment: Pick<Experiment, 'method'>): number {
  const first = loadsOf(experiment)[0]?.operations ?? 0;
  return Math.min(MOST_OPERATIONS, Math.floor(first * MOST_OF_LOAD));
}
