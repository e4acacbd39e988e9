import { payments as whole } from '../../../payments/payment.ts';
import type { Provider } from '../../../payments/provider.ts';
import type { EffectLog } from '../../../shared/effects/effect-log.ts';
import type { StepEffects } from '../../../shared/messages/carry-out.ts';

const CENTS = 100;

/** Broken: refunds whole units only, so that the cents are lost. */
export function payments(log: EffectLog, provider: Provider): StepEffects {
  return whole(log, {
    ...provider,
    refund: (key, chargeKey, orderId, amountCents) =>
      provider.refund(key, chargeKey, orderId, Math.floor(amountCents / CENTS) * CENTS),
  });
}
