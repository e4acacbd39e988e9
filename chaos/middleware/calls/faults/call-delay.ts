import { callDelay } from '../../../faults/calls/call-delay.ts';
import { discard } from '../answer-body.ts';
import { strikeOf } from '../call-try.ts';
import { requestTimedOut } from '../connection-errors.ts';
import type { CallInjector } from '../injector.ts';
import { patienceOf } from '../sdk-client.ts';
import { waitUnder } from '../wait.ts';

export const callDelayInjector: CallInjector = {
  fault: callDelay.name,
  async inject(attempt, send) {
    const strike = strikeOf(callDelay, attempt);
    if (strike === undefined) return send(attempt.request);
    const { rule, effect } = strike;
    const { answerMs = Number.POSITIVE_INFINITY } = await patienceOf(attempt.client);
    const { now } = attempt.environment;
    /** Waits as long as the delay and the client's patience allow; past the latter the client gives up. */
    const wait = async (patienceMs: number) => {
      const over = await waitUnder(rule, Math.min(effect.delayMs, patienceMs), attempt);
      if (over && effect.delayMs >= patienceMs) throw requestTimedOut(answerMs);
    };
    strike.log({ delayMs: effect.delayMs, when: effect.when });
    if (effect.when === 'before') {
      await wait(answerMs);
      return send(attempt.request);
    }
    const sentAt = now();
    const answer = await send(attempt.request);
    try {
      await wait(Math.max(0, answerMs - (now() - sentAt)));
    } catch (timedOut) {
      discard(answer);
      throw timedOut;
    }
    return answer;
  },
};
