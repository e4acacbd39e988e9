import { type Draw, uuidOf } from '../chance/streams.ts';
import type { SimulatedFunction } from '../lambda/function.ts';
import type { HttpAnswer, HttpRequest } from '../realm/owner.ts';
import type { Timeline } from '../time/timeline.ts';

/** A route of a REST API. */
export interface RestRoute {
  readonly apiId: string;
  readonly method: string;
  /** Such as `/orders/{id}`. */
  readonly resource: string;
  readonly function: SimulatedFunction;
}

export interface RestApisParts {
  readonly routes: readonly RestRoute[];
  readonly draw: Draw;
  readonly account: string;
  readonly timeline: Timeline;
}

/** How long API Gateway waits for a function (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const INTEGRATION_MS = 29_000;

const text = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

/**
 * REST APIs with Lambda proxy integrations
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
 */
export function restApis({ routes, draw, account, timeline }: RestApisParts) {
  return (request: HttpRequest, done: (answer: HttpAnswer) => void): void => {
    const { pathname, searchParams } = new URL(request.path, 'http://api');
    const [, , , apiId = '', stage = '', ...rest] = pathname.split('/');
    const path = `/${rest.join('/')}`;
    const route = bestOf(routes, apiId, request.method, path);
    if (route === undefined) {
      done(text(403, 'Missing Authentication Token'));
      return;
    }
    const requestId = uuidOf(draw);
    const parameters = parametersOf(route.resource, path);
    const query = Object.fromEntries(searchParams);
    const event = {
      resource: route.resource,
      path,
      httpMethod: request.method,
      headers: request.headers,
      multiValueHeaders: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value]])),
      queryStringParameters: Object.keys(query).length === 0 ? null : query,
      multiValueQueryStringParameters:
        Object.keys(query).length === 0
          ? null
          : Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)])),
      pathParameters: Object.keys(parameters).length === 0 ? null : parameters,
      stageVariables: null,
      requestContext: {
        ...{ accountId: account, apiId, httpMethod: request.method, path: `/${stage}${path}`, protocol: 'HTTP/1.1' },
        ...{
          requestId,
          requestTimeEpoch: Math.floor(timeline.nowMs),
          resourceId: route.resource,
          resourcePath: route.resource,
          stage,
        },
        identity: { sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? '' },
      },
      body: request.body.length === 0 ? null : Buffer.from(request.body).toString(),
      isBase64Encoded: false,
    };
    let isAnswered = false;
    const answer = (made: HttpAnswer) => {
      if (isAnswered) return;
      isAnswered = true;
      cancel();
      done(made);
    };
    const cancel = timeline.after(INTEGRATION_MS, () => answer(text(504, 'Endpoint request timed out')));
    route.function.invoke(JSON.stringify(event), (outcome) => {
      if (outcome.kind === 'answered') answer(proxied(outcome.payload));
      else answer(text(outcome.kind === 'throttled' ? 500 : 502, 'Internal server error'));
    });
  };
}

/** The answer of a function that speaks for itself. */
function proxied(payload: string): HttpAnswer {
  const made = JSON.parse(payload) as {
    statusCode?: unknown;
    headers?: Record<string, unknown>;
    multiValueHeaders?: Record<string, readonly unknown[]>;
    body?: unknown;
    isBase64Encoded?: boolean;
  } | null;
  const status = Number(made?.statusCode);
  if (
    made === null ||
    typeof made !== 'object' ||
    !Number.isInteger(status) ||
    (made.body != null && typeof made.body !== 'string')
  ) {
    return text(502, 'Internal server error');
  }
  const several = Object.entries(made.multiValueHeaders ?? {}).map(([name, values]) => [name, values.join(',')]);
  const headers = Object.fromEntries(
    [...Object.entries(made.headers ?? {}), ...several].map(([name, value]) => [
      String(name).toLowerCase(),
      String(value),
    ]),
  );
  const body = String(made.body ?? '');
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: made.isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}

function bestOf(routes: readonly RestRoute[], apiId: string, method: string, path: string): RestRoute | undefined {
  return routes
    .filter((route) => route.apiId === apiId && [method, 'ANY'].includes(route.method) && fits(route.resource, path))
    .sort((a, b) => variables(a.resource) - variables(b.resource))[0];
}

const variables = (resource: string) => resource.split('{').length + (resource.includes('+}') ? 100 : 0);

function fits(resource: string, path: string): boolean {
  return patternOf(resource).test(path);
}

function patternOf(resource: string): RegExp {
  const parts = resource.split('/').map((part) => {
    if (/^\{.+\+\}$/.test(part)) return '(.+)';
    if (/^\{.+\}$/.test(part)) return '([^/]+)';
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}/?$`);
}

function parametersOf(resource: string, path: string): Record<string, string> {
  const names = [...resource.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = '']) => name);
  const values = patternOf(resource).exec(path)?.slice(1) ?? [];
  return Object.fromEntries(names.map((name, n) => [name, decodeURIComponent(values[n] ?? '')]));
}
