import { payments as whole } from '../../../payments/payment.ts';
import type { Provider } from '../../../payments/provider.ts';
import type { EffectLog } from '../../../shared/effects/effect-log.ts';
import type { StepEffects } from '../../../shared/messages/carry-out.ts';

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
