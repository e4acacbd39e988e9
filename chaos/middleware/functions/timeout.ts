import { timeout } from '../../faults/functions/timeout.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';
import { waitForLongest } from '../wait.ts';

/** Longer than anything takes to end a function that is past its deadline. */
const PAST_DEADLINE_MS = 5_000;

/** Sleeps until the environment is killed, or the rule is taken back in time. */
export const injectTimeout: Injector = async (moment) => {
  const strikes = strikesOf(timeout, moment);
  const ms = moment.request.context.getRemainingTimeInMillis() + PAST_DEADLINE_MS;
  await waitForLongest(
    strikes.map(({ rule }) => ({ rule, ms })),
    moment.environment,
  );
  return undefined;
};
