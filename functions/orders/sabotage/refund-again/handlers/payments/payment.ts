import type { EffectLog } from '../../../../handlers/effects/effect-log.ts';
import type { StepEffects } from '../../../../handlers/messages/carry-out.ts';
import { payments as whole } from '../../../../handlers/payments/payment.ts';
import type { Provider } from '../../../../handlers/payments/provider.ts';

/** Broken: refunds a second time under another key, to be sure. */
export function payments(log: EffectLog, provider: Provider): StepEffects {
  return whole(log, {
    ...provider,
    async refund(key, chargeKey, orderId, amountCents) {
      await provider.refund(key, chargeKey, orderId, amountCents);
      return provider.refund(`${key}#again`, chargeKey, orderId, amountCents);
    },
  });
}
