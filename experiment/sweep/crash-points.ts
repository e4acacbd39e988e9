import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesGlob } from '../../chaos/faults/glob.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { type Sweep, sweepFile, type Trial } from '../../run/sweep-file.ts';
import type { Method } from '../run/method-phase.ts';
import { newShop } from '../system/shop.ts';
import type { Desk, ReadInjections } from './desk.ts';
import { discoverPoints, ORDERS_TO_DISCOVER } from './discover.ts';
import { planOf } from './plan.ts';
import { sweeper } from './stops.ts';
import { runSweeperTrials } from './sweeper-trials.ts';
import { runTrials } from './trials.ts';

export interface CrashPointOptions {
  readonly readInjections: ReadInjections;
  /** Pattern of the names of points; default: all. */
  readonly only?: string | undefined;
  /** How many orders wait for their faults at a time. */
  readonly atOnce: number;
}

/**
 * The method of a crash-point sweep: finds every AWS call that the saga of an order makes, then hurts one order at each of them in
 * each way. Leaves `sweep.json` in the folder of the run, whatever ends it.
 */
export function crashPointMethod({ readInjections, only, atOnce }: CrashPointOptions): Method {
  return async ({ seed, options: { runDir, report }, tools, ending }) => {
    const shop = await newShop(tools.probing.clients.dynamo, tools.system.chaos.table, seed);
    const desk: Desk = { seed, tools, ending, shop, runDir, report, readInjections };
    const found = await discoverPoints(desk);
    const points = only === undefined ? found : found.filter(({ name }) => matchesGlob(only, name));
    if (points.length === 0) {
      throw new UsageError(`--only ${only} names none of the ${found.length} points of the saga`, {
        hint: `They are called such as ${found
          .slice(0, 3)
          .map(({ name }) => name)
          .join(', ')}.`,
      });
    }
    const trials: Trial[] = [];
    try {
      const plan = planOf(points, seed);
      report(`${points.length} points, ${plan.length} orders to hurt`);
      const began = (trial: Trial) => void trials.push(trial);
      const ofSweeper = plan.filter(({ point }) => point.function === sweeper.function);
      const ofOrders = plan.filter((trial) => !ofSweeper.includes(trial));
      // It moves every open saga that it finds: it must find none but its own.
      await runSweeperTrials(desk, { plan: ofSweeper, after: ORDERS_TO_DISCOVER, began });
      await runTrials(desk, { plan: ofOrders, atOnce, after: ORDERS_TO_DISCOVER + ofSweeper.length, began });
    } finally {
      const sweep: Sweep = { schema: 1, seed, points, trials };
      writeFileSync(join(runDir, sweepFile), `${JSON.stringify(sweep, null, 2)}\n`);
    }
    return { shop, windows: [] };
  };
}
