import type { Snapshot } from '../../../run/snapshot.ts';
import type { Happening } from '../../../system/happening.ts';
import type { Judging, Translation } from '../../../system/judging.ts';
import { admittedWithinLimit } from '../invariants/admitted-within-limit.ts';
import { meteredOnce } from '../invariants/metered-once.ts';
import { refusedForCause } from '../invariants/refused-for-cause.ts';
import { limitItemSchema, meterItemSchema } from './records.ts';

/** Calls are judged by what their clients saw, the limits that they were promised, and the meter. */
export const judging: Judging = { translate, invariants: [admittedWithinLimit, refusedForCause, meteredOnce] };

function translate(snapshot: Snapshot): Translation {
  const { startedAt } = snapshot.manifest;
  const limits = snapshot.table('limits', limitItemSchema).map(({ tenant, api, ...value }): Happening => {
    return { f: 'limit', type: 'ok', process: 'operator', key: `${tenant}/${api}`, at: startedAt, value };
  });
  // What belongs to earlier runs on the same tables is left out.
  const metered = snapshot.table('meter', meterItemSchema).filter(({ at }) => at >= startedAt);
  return {
    happenings: [
      ...limits,
      ...metered.map(({ callId, bucket, at }): Happening => {
        return { f: 'metered', type: 'ok', process: 'meter', key: callId, at, value: { bucket } };
      }),
    ],
    problems: [],
  };
}
