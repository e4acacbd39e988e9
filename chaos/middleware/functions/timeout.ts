import { timeout } from '../../faults/functions/timeout.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Longer than anything takes to end a function that is past its deadline. */
const PAST_DEADLINE_MS = 5_000;

/** Sleeps until the environment is killed. */
export const injectTimeout: Injector = async (moment) => {
  if (strikesOf(timeout, moment).length === 0) return undefined;
  await moment.environment.sleep(moment.request.context.getRemainingTimeInMillis() + PAST_DEADLINE_MS);
  return undefined;
};
