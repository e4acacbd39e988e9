import type { Swept } from '../../../../../shared/saga/sweep.ts';

/** Broken: there is no sweeper that sends again. */
export async function sweep(): Promise<Swept> {
  return { seen: 0, moved: 0, parked: 0, failed: 0, complete: true };
}
