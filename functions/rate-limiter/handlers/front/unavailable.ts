import type { APIGatewayProxyResult } from 'aws-lambda';
import { Problem, problemAnswer } from '../../../shared/http/problem.ts';
import type { Call } from '../call.ts';

/** A call that nobody can decide about now is not admitted: what cannot be counted cannot be limited. */
export function unavailable({ tenant, api }: Call): APIGatewayProxyResult {
  const message = `Nobody can tell now whether ${tenant} may call ${api}: repeat the request with the same Idempotency-Key.`;
  return problemAnswer(new Problem(503, 'unavailable', message));
}
