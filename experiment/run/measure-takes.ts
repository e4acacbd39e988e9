import { realTime } from '../../kernel/pause.ts';
import { type Calibration, calibrate } from '../../loadtest/calibrate.ts';
import { openRetryQuota } from '../../loadtest/retry-quota.ts';
import { userWorld } from '../../loadtest/user-world.ts';
import { waitForQuiet } from '../watch/quiet.ts';
import { type MayMove, moving } from './moving.ts';
import type { RunOptions } from './run-options.ts';

const LOOK_EVERY_MS = 100;
/** The tables of a system tell of work that no queue shows. */
const QUIET_LOOKS = 2;
/** A wave that is not through by then is counted as if it were: the system takes next to nothing. */
const SETTLE_WITHIN_MS = 30_000;

/** What a system is measured with. */
export interface MeasureOptions extends MayMove {
  readonly options: Pick<RunOptions, 'system' | 'cloud'>;
  readonly target: string;
  /** Gets a line an attempt. */
  readonly clientLog: string;
  readonly seed: number;
  readonly keyPrefix: string;
  /** How many operations it may take, numbered from 1 on. */
  readonly operations: number;
  /** Operations a second; whether the system takes more need not be known. */
  readonly most: number;
}

/** Measures what a deployed system takes while nothing is done to it, with operations of its own. */
export async function measureTakes(measuring: MeasureOptions): Promise<Calibration | undefined> {
  const { options, tools, ending, target, clientLog, seed, keyPrefix, operations, most } = measuring;
  const { system, cloud } = options;
  const workload = await system.workload();
  const world = userWorld({ target, cloud, seed, clientLog, quota: openRetryQuota() });
  const settle = async () => {
    const { at } = await waitForQuiet({
      look: () => moving({ options, tools, ending }),
      ...{ time: realTime, withinMs: SETTLE_WITHIN_MS, everyMs: LOOK_EVERY_MS, looks: QUIET_LOOKS },
      ...{ report: () => undefined, signal: ending },
    });
    return at;
  };
  return calibrate({
    ...{ operations, most },
    send: (number) => workload.send(workload.operation(seed, number, keyPrefix), `calibration-${number}`, world),
    ...{ settle, time: realTime, signal: ending },
  });
}
