/** An AWS call as it can be told from its HTTP request alone. */
export interface WireCall {
  /** The SDK's service id, in its own spelling where a fault depends on it. */
  readonly serviceId: string;
  /** Empty where the protocol does not name it: REST services other than the few that are known here. */
  readonly operation: string;
  /** Shape id of the protocol, as faults form their answers by it. */
  readonly protocol: string;
  /** The members of the call that its body has; none for other protocols than JSON and query. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Signing names that differ from the SDK's service id. */
const serviceIds: Readonly<Record<string, string>> = {
  sqs: 'SQS',
  events: 'eventbridge',
  states: 'sfn',
  secretsmanager: 'secrets manager',
  monitoring: 'cloudwatch',
  logs: 'cloudwatch logs',
};

type Headers = Readonly<Record<string, string>>;

/** What a signature is valid for. */
export interface SigningScope {
  readonly region: string;
  /** The service's signing name. */
  readonly service: string;
}

/**
 * What a request is signed for; undefined if it is not signed as AWS calls are
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export function signedFor(authorization: unknown): SigningScope | undefined {
  if (typeof authorization !== 'string' || !authorization.startsWith('AWS4-')) return undefined;
  const [, region, service] = /Credential=[^,]*\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/.exec(authorization) ?? [];
  return region === undefined || service === undefined ? undefined : { region, service };
}

/** What a signed request asks for. Headers are in lower case. */
export function wireCallOf(headers: Headers, method: string, path: string, body: Uint8Array): WireCall {
  const service = signedFor(headers.authorization)?.service ?? '';
  const serviceId = serviceIds[service] ?? service;
  const type = headers['content-type'] ?? '';
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const input = type.includes('json') ? jsonOf(body) : {};
    return {
      serviceId,
      operation: target.slice(target.lastIndexOf('.') + 1),
      protocol: 'aws.protocols#awsJson1_0',
      input,
    };
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));
    return { serviceId, operation: input.Action ?? '', protocol: 'aws.protocols#awsQuery', input };
  }
  const protocol = service === 's3' ? 'aws.protocols#restXml' : 'aws.protocols#restJson1';
  return { serviceId, operation: restOperation(service, method, path), protocol, input: {} };
}

function restOperation(service: string, method: string, path: string): string {
  const url = new URL(path, 'http://aws');
  if (service === 'lambda' && method === 'POST' && url.pathname.endsWith('/invocations')) return 'Invoke';
  // The SDK says so for operations that could be confused with others.
  return url.searchParams.get('x-id') ?? '';
}

function jsonOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(body) || '{}');
    return typeof content === 'object' && content !== null ? { ...content } : {};
  } catch {
    return {};
  }
}
