import type { APIGatewayProxyResult } from 'aws-lambda';
import { answer } from '../../../shared/http/problem.ts';
import type { Call } from '../call.ts';
import type { Limit } from '../limits/limit.ts';

/** A call may be made. @param remaining how many more at this moment, where that is known */
export function admitted(
  call: Call,
  { repeated, remaining }: { readonly repeated: boolean; readonly remaining?: number },
): APIGatewayProxyResult {
  return answer(200, { ...call, admitted: true, repeated, ...(remaining !== undefined && { remaining }) });
}

/** A call may not be made now: the body says it to the millisecond, the header in the whole seconds of RFC 9110, section 10.2.3. */
export function refused(call: Call, { calls, windowMs }: Limit, retryAfterMs: number): APIGatewayProxyResult {
  const { tenant, api } = call;
  const message = `${tenant} has used up its ${calls} calls in ${windowMs} ms of ${api}: ask again in ${retryAfterMs} ms.`;
  const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };
  return answer(429, { error: 'rate-limited', message, ...call, admitted: false, retryAfterMs }, headers);
}
