import type { EffectLog } from '../../../../handlers/effects/effect-log.ts';
import type { StepEffects } from '../../../../handlers/messages/carry-out.ts';
import { payments as whole } from '../../../../handlers/payments/payment.ts';
import type { Provider } from '../../../../handlers/payments/provider.ts';

const CENTS = 100;

/** Broken: refunds whole units only, so that the cents are lost. */
export function payments(log: EffectLog, provider: Provider): StepEffects {
  return whole(log, {
    ...provider,
    refund: (key, chargeKey, orderId, amountCents) =>
      provider.refund(key, chargeKey, orderId, Math.floor(amountCents / CENTS) * CENTS),
  });
}
