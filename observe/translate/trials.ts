import type { ClientAttempt } from '../../run/run-files.ts';
import type { Sweep } from '../../run/sweep-file.ts';
import type { Happening } from '../../system/happening.ts';
import { nemesis } from '../../verify/history/event.ts';

/** Whom a sweep meant to hurt, where and how, at the time at which its operation was first sent. @param startedAt of the run, epoch ms */
export function trialHappenings(sweep: Sweep, attempts: readonly ClientAttempt[], startedAt: number): Happening[] {
  const placedAt = new Map<string, number>();
  for (const { key, at } of attempts) {
    placedAt.set(key, Math.min(at, placedAt.get(key) ?? at));
  }
  return sweep.trials.map(({ rule, point, variant: way, unit, key, expected }) => ({
    ...{ process: nemesis, type: 'info', f: 'trial', key: rule, at: placedAt.get(key) ?? startedAt },
    value: { point, way, unit, expected },
  }));
}
