import { visibilityTimeout } from '../../faults/records/visibility-timeout.ts';
import type { Injector } from '../injector.ts';
import { recordStrikesOf } from '../strikes.ts';
import { waitForLongest } from '../wait.ts';
import type { SetVisibility } from './hold-back.ts';

/** Ends the visibility timeout of messages, then has the handler come late to them. */
export function visibilityTimeoutInjector(setVisibility: SetVisibility): Injector {
  return async (moment) => {
    if (moment.when !== 'before') return undefined;
    const strikes = recordStrikesOf(visibilityTimeout, moment);
    if (strikes.length === 0) return undefined;
    await Promise.allSettled(strikes.map(({ record }) => setVisibility(record, 0)));
    const waits = strikes.map(({ rule, effect }) => ({ rule, ms: effect.overrunMs }));
    await waitForLongest(waits, moment.environment);
    return undefined;
  };
}
