import { throttle } from '../../../faults/calls/throttle.ts';
import { throttlingErrorOf } from '../../../faults/calls/throttling-errors.ts';
import { refusal } from '../../injected-response.ts';
import { strikeOf } from '../call-try.ts';
import type { CallInjector } from '../injector.ts';

export const throttleInjector: CallInjector = {
  fault: throttle.name,
  async inject(attempt, send) {
    const { service } = attempt.call;
    const strike = strikeOf(throttle, attempt, ({ error }) => throttlingErrorOf(service, error) !== undefined);
    const error = strike && throttlingErrorOf(service, strike.effect.error);
    if (error === undefined) return send(attempt.request);
    strike?.log();
    return refusal(attempt.client, { ...error, message: 'Throttled by a Faultline rule.' });
  },
};
