import type { EffectLog } from '../effects/effect-log.ts';
import type { EffectRecord } from '../effects/effect-record.ts';
import { undoEffect } from '../effects/undo-effect.ts';
import type { StepEffects } from '../messages/carry-out.ts';
import type { Order } from '../order.ts';
import { shipStep } from '../orders/order-saga.ts';

/** The country code that ISO 3166 leaves to its users: no carrier delivers there. */
const NOWHERE = 'ZZ';

/** Creates and cancels shipments. */
export function shipping(log: EffectLog): StepEffects {
  return {
    async do({ orderId, address }: Order): Promise<EffectRecord> {
      const record = { orderId, effect: shipStep.do, at: Date.now(), address };
      const refused = address.country === NOWHERE;
      return log.record(
        refused ? { ...record, outcome: 'refused', reason: 'invalid-address' } : { ...record, outcome: 'done' },
      );
    },
    undo: ({ orderId, address }) => undoEffect(log, shipStep, orderId, { details: { address }, writes: [] }, {}),
  };
}
