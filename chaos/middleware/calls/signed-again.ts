import type { HandlerExecutionContext, HttpRequest } from '@smithy/types';

/** Names the part of a context that the SDK keeps for itself; `SMITHY_CONTEXT_KEY` of @smithy/types, which is types only here. */
const SMITHY_CONTEXT = '__smithy_context';

/**
 * The request with another body, signed again: AWS refuses one whose body does not match its signature
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export async function signedAgain(
  request: HttpRequest,
  body: string,
  context: HandlerExecutionContext,
): Promise<HttpRequest> {
  // The signer takes the hash of the old body for given where it finds one.
  const { 'x-amz-content-sha256': _hash, ...headers } = request.headers;
  const cut = { ...request, body, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } };
  const scheme = context[SMITHY_CONTEXT]?.selectedHttpAuthScheme;
  if (scheme === undefined) return cut;
  const { signer, identity, httpAuthOption } = scheme;
  return (await signer.sign(cut, identity, httpAuthOption.signingProperties ?? {})) as HttpRequest;
}

/** The body of a request in one of the JSON protocols; undefined in another one. */
export function jsonOf(request: HttpRequest): Readonly<Record<string, unknown>> | undefined {
  return request.headers['content-type']?.includes('json') ? JSON.parse(textOf(request)) : undefined;
}

/** The body of a request that is no stream. */
export function textOf({ body }: HttpRequest): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
