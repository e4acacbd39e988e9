import { join } from 'node:path';
import { realTime } from '../../kernel/pause.ts';
import { calibrate } from '../../loadtest/calibrate.ts';
import { openRetryQuota } from '../../loadtest/retry-quota.ts';
import { userWorld } from '../../loadtest/user-world.ts';
import { runFiles } from '../../run/run-files.ts';
import { type Experiment, loadsOf } from '../file/experiment.ts';
import { waitForQuiet } from '../watch/quiet.ts';
import type { MethodPhase } from './method.ts';
import { moving } from './moving.ts';
import { askedBy, mostWorthKnowing, type Offer, offerOf } from './offer.ts';

const LOOK_EVERY_MS = 100;
/** The tables of a system tell of work that no queue shows. */
const QUIET_LOOKS = 2;
/** A wave that is not through by then is counted as if it were: the system takes next to nothing. */
const SETTLE_WITHIN_MS = 30_000;
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
  const { cloud, runDir, report, system } = options;
  const { deployed, lines } = tools;
  const asked = askedBy(experiment);
  const workload = await system.workload();
  const clientLog = join(runDir, runFiles.client);
  const world = userWorld({ target: deployed.addresses[0] ?? '', cloud, seed, clientLog, quota: openRetryQuota() });
  const settle = async () => {
    const { at } = await waitForQuiet({
      ...{
        look: () => moving({ options, tools, ending }),
        time: realTime,
        withinMs: SETTLE_WITHIN_MS,
        everyMs: LOOK_EVERY_MS,
        looks: QUIET_LOOKS,
      },
      ...{ report: () => undefined, signal: ending },
    });
    return at;
  };
  report('measuring what the system takes');
  lines.journal('calibration', 'started', { asked });
  const found = await calibrate({
    operations: operationsFor(experiment),
    most: mostWorthKnowing(asked),
    send: (number) => workload.send(workload.operation(seed, number, keyPrefix), `calibration-${number}`, world),
    ...{ settle, time: realTime, signal: ending },
  });
  const offer = offerOf(asked, found);
  lines.journal('calibration', 'completed', { ...offer });
  return offer;
}

function operationsFor(experiment: Pick<Experiment, 'method'>): number {
  const first = loadsOf(experiment)[0]?.operations ?? 0;
  return Math.min(MOST_OPERATIONS, Math.floor(first * MOST_OF_LOAD));
}
