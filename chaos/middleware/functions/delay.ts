import { delay } from '../../faults/functions/delay.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Waits for the longest delay that any record of the invocation draws. */
export const injectDelay: Injector = async (moment) => {
  const longestMs = Math.max(0, ...strikesOf(delay, moment).map(({ effect }) => effect.delayMs));
  if (longestMs > 0) await moment.environment.sleep(longestMs);
  return undefined;
};
