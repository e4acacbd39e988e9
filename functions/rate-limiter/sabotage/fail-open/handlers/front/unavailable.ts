import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Call } from '../../../../handlers/call.ts';
import { admitted } from '../../../../handlers/front/answers.ts';

/** Better to let all pass than none. */
export function unavailable(call: Call): APIGatewayProxyResult {
  return admitted(call, { repeated: false });
}
