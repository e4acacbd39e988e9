import { delayedDelivery } from '../../faults/records/delayed-delivery.ts';
import type { Injector } from '../injector.ts';
import { recordStrikesOf } from '../strikes.ts';
import { type HeldBack, holdBack, type SetVisibility } from './hold-back.ts';

/** Sends messages back to their queue, invisible for a time. */
export function delayedDeliveryInjector(setVisibility: SetVisibility): Injector {
  return async (moment) => {
    if (moment.when !== 'before') return undefined;
    const held = recordStrikesOf(delayedDelivery, moment).map(
      ({ record, effect }): HeldBack => ({ record, seconds: effect.delaySeconds }),
    );
    await holdBack(held, moment, setVisibility);
    return undefined;
  };
}
