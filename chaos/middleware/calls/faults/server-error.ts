import { serverError } from '../../../faults/calls/server-error.ts';
import { refusal } from '../../injected-response.ts';
import { strikeOf } from '../call-try.ts';
import type { CallInjector } from '../injector.ts';

/** What services call a fault of their own, with status 500; with 503 all of them say ServiceUnavailable. */
const codes: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  dynamodb: 'InternalServerError',
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
  lambda: 'ServiceException',
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  s3: 'InternalError',
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and its siblings. */
const elsewhere = 'InternalFailure';

/** The code of a service's own failure. */
export function serverErrorCode(service: string, status: 500 | 503): string {
  return status === 503 ? 'ServiceUnavailable' : (codes[service] ?? elsewhere);
}

export const serverErrorInjector: CallInjector = {
  fault: serverError.name,
  async inject(attempt, send) {
    const strike = strikeOf(serverError, attempt);
    if (strike === undefined) return send(attempt.request);
    strike.log();
    const { status } = strike.effect;
    const code = serverErrorCode(attempt.call.service, status);
    return refusal(attempt.client, { code, status, message: 'Answered by a Faultline rule in place of the service.' });
  },
};
