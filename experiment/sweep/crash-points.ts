import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesGlob } from '../../chaos/faults/glob.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { type Sweep, sweepFile, type Trial } from '../../run/sweep-file.ts';
import { newKeyPrefix } from '../run/key-prefix.ts';
import type { Method } from '../run/method.ts';
import { runBackgroundTrials } from './background-trials.ts';
import { discoverPoints, operationsToDiscover } from './discover.ts';
import { planOf } from './plan.ts';
import type { SweepContext } from './sweep-context.ts';
import { runTrials } from './trials.ts';

export interface CrashPointOptions {
  /** Pattern of the names of points; default: all. */
  readonly only?: string | undefined;
  /** How many operations wait for their faults at a time. */
  readonly atOnce: number;
}

/**
 * The method of a crash-point sweep: finds every AWS call that an operation makes on its course, then hurts one at each of them
 * in each way. Leaves `sweep.json` in the folder of the run, whatever ends it.
 * @throws UsageError for a system that tells nothing of its course, or a pattern that names no point
 */
export function crashPointMethod({ only, atOnce }: CrashPointOptions): Method {
  return async ({ seed, options, tools, ending }) => {
    const { runDir, report, system, readInjections } = options;
    const sweepable = await system.sweep?.();
    if (sweepable === undefined) throw new UsageError(`the system "${system.name}" has no crash sweep`);
    const { deployed, probing } = tools;
    const keyPrefix = await newKeyPrefix(probing.clients.dynamo, deployed.chaos.table, seed);
    const workload = await system.workload();
    const context: SweepContext = { seed, tools, ending, options, workload, sweepable, keyPrefix, readInjections };
    const found = await discoverPoints(context);
    const points = only === undefined ? found : found.filter(({ name }) => matchesGlob(only, name));
    if (points.length === 0) {
      const some = found.slice(0, 3).map(({ name }) => name);
      throw new UsageError(`--only ${only} names none of the ${found.length} points`, {
        hint: `They are called such as ${some.join(', ')}.`,
      });
    }
    const trials: Trial[] = [];
    try {
      const plan = planOf(points, seed);
      report(`${points.length} points, ${plan.length} ${system.unit.many} to hurt`);
      const began = (trial: Trial) => void trials.push(trial);
      const { background } = sweepable;
      const apart = plan.filter(({ point }) => point.function === background?.stop.function);
      const together = plan.filter((trial) => !apart.includes(trial));
      let after = operationsToDiscover(sweepable);
      // It moves everything that it finds undone: it must find none but its own.
      if (background !== undefined) await runBackgroundTrials(context, background, { plan: apart, after, began });
      after += apart.length;
      await runTrials(context, { plan: together, atOnce, after, began });
    } finally {
      const sweep: Sweep = { schema: 1, seed, points, trials };
      writeFileSync(join(runDir, sweepFile), `${JSON.stringify(sweep, null, 2)}\n`);
    }
    return { keyPrefix, windows: [] };
  };
}
