import type { EffectLog } from '../effects/effect-log.ts';
import type { StepEffects } from '../messages/carry-out.ts';
import { chargeStep } from '../orders/order-saga.ts';
import { idempotencyKey } from './idempotency-key.ts';
import type { Provider } from './provider.ts';

/**
 * Charges and refunds. The provider's books are the truth, and its idempotency keys make the effect happen once; our own
 * record is written after it and repeats the provider's first answer, so that a crash in between is mended by redelivery.
 */
export function payments(log: EffectLog, provider: Provider): StepEffects {
  return {
    async do({ orderId, totalCents, card }) {
      const { kind, amountCents } = await provider.charge(idempotencyKey(orderId, 'charge'), orderId, totalCents, card);
      const record = { orderId, effect: chargeStep.do, at: Date.now(), amountCents };
      return log.record(
        kind === 'charge' ? { ...record, outcome: 'done' } : { ...record, outcome: 'refused', reason: 'card-declined' },
      );
    },

    async undo({ orderId, totalCents }) {
      const refund = await provider.refund(
        idempotencyKey(orderId, 'refund'),
        idempotencyKey(orderId, 'charge'),
        orderId,
        totalCents,
      );
      const amountCents = refund?.amountCents ?? 0;
      return log.record({ orderId, effect: chargeStep.undo, outcome: 'done', at: Date.now(), amountCents });
    },
  };
}
