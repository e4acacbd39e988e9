import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { HandlerExecutionContext, HttpRequest } from '@smithy/types';
import type { SigningScope } from './aws-request.ts';

/**
 * The part of an SDK call's context by which a fault signs a request again that it has changed: for the same service and region,
 * with the credentials of the function. A handler that signs with others gets its changed requests refused by AWS.
 */
export function signedAs(scope: SigningScope | undefined): HandlerExecutionContext {
  if (scope === undefined) return {};
  const selectedHttpAuthScheme = {
    httpAuthOption: { schemeId: 'aws.auth#sigv4', signingProperties: {} },
    identity: {},
    signer: { sign: (request: HttpRequest) => sign(request, scope) },
  };
  return { __smithy_context: { selectedHttpAuthScheme } } as HandlerExecutionContext;
}

/** Signs as any client of the SDK does; which service it is a client of does not matter. */
async function sign(request: HttpRequest, { region, service }: SigningScope) {
  const { config } = new DynamoDBClient({ region });
  const scheme = config.httpAuthSchemes.find(({ schemeId }) => schemeId === 'aws.auth#sigv4');
  if (scheme === undefined) throw new Error('This version of the AWS SDK has no signature version 4.');
  const identity = await config.credentials();
  return scheme.signer.sign(request, identity, { config, context: {}, name: service, region });
}
