import type { ClientAttempt } from '../../run/run-files.ts';
import type { Sweep } from '../../run/sweep-file.ts';
import { nemesis } from '../../verify/history/event.ts';
import type { Happening } from './happening.ts';

/** Whom a sweep meant to hurt, where and how, at the time at which the order was first placed. @param startedAt of the run, epoch ms */
export function trialHappenings(sweep: Sweep, attempts: readonly ClientAttempt[], startedAt: number): Happening[] {
  const placedAt = new Map<string, number>();
  for (const { idempotencyKey, at } of attempts) {
    placedAt.set(idempotencyKey, Math.min(at, placedAt.get(idempotencyKey) ?? at));
  }
  return sweep.trials.map(({ rule, point, variant: way, orderId: saga, idempotencyKey, expected }) => ({
    ...{ process: nemesis, type: 'info', f: 'trial', key: rule, at: placedAt.get(idempotencyKey) ?? startedAt },
    value: { point, way, saga, expected },
  }));
}
