import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from '../../../shared/http/header.ts';
import { idempotencyKeyOf } from '../../../shared/http/idempotency-key.ts';
import { Problem } from '../../../shared/http/problem.ts';
import type { Call } from '../call.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * The call that a request asks for: its API in the path, its tenant and its id in the headers.
 *
 * @throws Problem 400 for what is missing or malformed.
 */
export function callOf(event: Pick<APIGatewayProxyEvent, 'headers' | 'pathParameters'>): Call {
  const tenant = headerOf(event, 'x-tenant');
  if (!tenant) throw new Problem(400, 'tenant-missing', 'Send an X-Tenant header: the name of who is calling.');
  return {
    callId: idempotencyKeyOf(event),
    tenant: nameOf('tenant', tenant),
    api: nameOf('api', event.pathParameters?.api),
  };
}

/** The tenant and the API that a path names. @throws Problem 400 for what is no name */
export function pairOf({ pathParameters }: Pick<APIGatewayProxyEvent, 'pathParameters'>): Pick<Call, 'tenant' | 'api'> {
  return { tenant: nameOf('tenant', pathParameters?.tenant), api: nameOf('api', pathParameters?.api) };
}

function nameOf(what: 'tenant' | 'api', name = ''): string {
  if (NAME.test(name)) return name;
  throw new Problem(
    400,
    `${what}-invalid`,
    `Expected 1 to 63 lower-case letters, digits and dashes as ${what}, got ${JSON.stringify(name.slice(0, 80))}.`,
  );
}
