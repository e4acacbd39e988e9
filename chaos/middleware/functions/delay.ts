import { delay } from '../../faults/functions/delay.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';
import { waitForLongest } from '../wait.ts';

/** Waits for the longest delay that any record of the invocation draws. */
export const injectDelay: Injector = async (moment) => {
  const waits = strikesOf(delay, moment).map(({ rule, effect }) => ({ rule, ms: effect.delayMs }));
  await waitForLongest(waits, moment.environment);
  return undefined;
};
