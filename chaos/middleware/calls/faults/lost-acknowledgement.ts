import { lostAcknowledgement } from '../../../faults/calls/lost-acknowledgement.ts';
import { refusal } from '../../injected-response.ts';
import { discard } from '../answer-body.ts';
import { strikeOf } from '../call-try.ts';
import { brokenConnection } from '../connection-errors.ts';
import type { CallInjector } from '../injector.ts';
import { serverErrorCode } from './server-error.ts';

export const lostAcknowledgementInjector: CallInjector = {
  fault: lostAcknowledgement.name,
  async inject(attempt, send) {
    const strike = strikeOf(lostAcknowledgement, attempt);
    const answer = await send(attempt.request);
    if (strike === undefined) return answer;
    discard(answer);
    strike.log();
    if (strike.effect.instead === 'connection-reset') throw brokenConnection('read');
    const code = serverErrorCode(attempt.call.service, 500);
    return refusal(attempt.client, { code, status: 500, message: 'The answer was lost by a Faultline rule.' });
  },
};
