import type { SimulatedFunction } from '../lambda/function.ts';
import type { FunctionSettings } from '../lambda/settings.ts';
import type { HttpAnswer, HttpRequest } from '../realm/owner.ts';
import { failure, json } from './answers.ts';

/** An event source mapping, as Lambda's API shows and changes it. */
export interface MappingControl {
  readonly uuid: string;
  readonly eventSourceArn: string;
  readonly functionArn: string;
  isEnabled(): boolean;
  enable(enabled: boolean): void;
}

export interface LambdaApiParts {
  readonly functions: ReadonlyMap<string, SimulatedFunction>;
  readonly mappings: ReadonlyMap<string, MappingControl>;
  /** Invokes a function some time later, again after a failure as Lambda does; nobody waits for it. */
  readonly invokeLater: (invoked: SimulatedFunction, payload: string) => void;
}

type Done = (answer: HttpAnswer) => void;

/** One operation of Lambda's API: the name of it, and what it answers. */
interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
}

const ROUTES: readonly Route[] = [
  { operation: 'Invoke', method: 'POST', path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/ },
  { operation: 'GetFunctionConfiguration', method: 'GET', path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/ },
  {
    operation: 'UpdateFunctionConfiguration',
    method: 'PUT',
    path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
  },
  { operation: 'GetFunction', method: 'GET', path: /^\/2015-03-31\/functions\/([^/]+)$/ },
  { operation: 'GetFunctionConcurrency', method: 'GET', path: /^\/2019-09-30\/functions\/([^/]+)\/concurrency$/ },
  { operation: 'PutFunctionConcurrency', method: 'PUT', path: /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/ },
  { operation: 'DeleteFunctionConcurrency', method: 'DELETE', path: /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/ },
  { operation: 'ListEventSourceMappings', method: 'GET', path: /^\/2015-03-31\/event-source-mappings\/?$/ },
  { operation: 'GetEventSourceMapping', method: 'GET', path: /^\/2015-03-31\/event-source-mappings\/([^/]+)$/ },
  { operation: 'UpdateEventSourceMapping', method: 'PUT', path: /^\/2015-03-31\/event-source-mappings\/([^/]+)$/ },
];

/** Which operation of Lambda's API a request is; undefined if it is none that is modelled. */
export function lambdaOperation({ method, path }: Pick<HttpRequest, 'method' | 'path'>) {
  const [place = ''] = path.split('?');
  for (const { operation, method: wanted, path: pattern } of ROUTES) {
    const match = method === wanted ? pattern.exec(place) : null;
    if (match !== null) return { operation, subject: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
}

/** Lambda's API (https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html). */
export function lambdaApi({ functions, mappings, invokeLater }: LambdaApiParts) {
  const named = (subject: string) => functions.get(subject.replace(/^arn:.*:function:/, '').replace(/:\$LATEST$/, ''));
  return (operation: string, subject: string, request: HttpRequest, done: Done): void => {
    const input =
      request.body.length === 0 ? {} : (JSON.parse(Buffer.from(request.body).toString()) as Record<string, unknown>);
    if (operation.endsWith('EventSourceMappings')) {
      const name = new URL(request.path, 'http://lambda').searchParams.get('FunctionName');
      const fitting = [...mappings.values()].filter(
        ({ functionArn }) => name === null || functionArn.endsWith(`:${name.split(':').at(-1)}`),
      );
      return done(json({ EventSourceMappings: fitting.map(shownMapping) }));
    }
    if (operation.endsWith('EventSourceMapping')) {
      const mapping = mappings.get(subject);
      if (mapping === undefined)
        return done(failure('ResourceNotFoundException', 'The resource you requested does not exist.', 404));
      if (operation.startsWith('Update')) {
        if (typeof input.Enabled === 'boolean') mapping.enable(input.Enabled);
      }
      return done(json(shownMapping(mapping), operation.startsWith('Update') ? 202 : 200));
    }
    const found = named(subject);
    if (found === undefined) return done(failure('ResourceNotFoundException', `Function not found: ${subject}`, 404));
    const { settings } = found;
    switch (operation) {
      case 'Invoke':
        return invoke(found, request, done);
      case 'GetFunction':
        return done(
          json({
            Configuration: shown(settings),
            Code: {},
            ...(settings.reservedConcurrency !== undefined && {
              Concurrency: { ReservedConcurrentExecutions: settings.reservedConcurrency },
            }),
          }),
        );
      case 'GetFunctionConfiguration':
        return done(json(shown(settings)));
      case 'UpdateFunctionConfiguration':
        configure(found, input);
        return done(json(shown(settings)));
      case 'GetFunctionConcurrency':
        return done(
          json(
            settings.reservedConcurrency === undefined
              ? {}
              : { ReservedConcurrentExecutions: settings.reservedConcurrency },
          ),
        );
      case 'PutFunctionConcurrency':
        settings.reservedConcurrency = Number(input.ReservedConcurrentExecutions);
        return done(json({ ReservedConcurrentExecutions: settings.reservedConcurrency }));
      default:
        settings.reservedConcurrency = undefined;
        return done({ status: 204, headers: {}, body: '' });
    }
  };

  function invoke(found: SimulatedFunction, request: HttpRequest, done: Done): void {
    const payload = request.body.length === 0 ? 'null' : Buffer.from(request.body).toString();
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      invokeLater(found, payload);
      return done({ status: 202, headers: {}, body: '' });
    }
    found.invoke(payload, (outcome) => {
      if (outcome.kind === 'throttled') return done(failure('TooManyRequestsException', 'Rate Exceeded.', 429));
      if (outcome.kind === 'answered') return done(json(outcome.payload, 200, { 'x-amz-executed-version': '$LATEST' }));
      return done(
        json(outcome.error, 200, { 'x-amz-function-error': 'Unhandled', 'x-amz-executed-version': '$LATEST' }),
      );
    });
  }
}

function configure(found: SimulatedFunction, input: Readonly<Record<string, unknown>>): void {
  const { settings } = found;
  const { Timeout, MemorySize, Environment } = input as {
    Timeout?: number;
    MemorySize?: number;
    Environment?: { Variables?: Record<string, string> };
  };
  if (Timeout !== undefined) settings.timeoutS = Timeout;
  if (MemorySize !== undefined) settings.memoryMb = MemorySize;
  if (Environment !== undefined) settings.variables = Environment.Variables ?? {};
  found.renew();
}

function shown({ name, arn, handler, codeHash, runtime, timeoutS, memoryMb, variables }: FunctionSettings) {
  return {
    ...{ FunctionName: name, FunctionArn: arn, Handler: handler, CodeSha256: codeHash, Runtime: runtime },
    ...{ Timeout: timeoutS, MemorySize: memoryMb, Environment: { Variables: variables } },
    ...{ State: 'Active', LastUpdateStatus: 'Successful', Version: '$LATEST', EphemeralStorage: { Size: 512 } },
  };
}

function shownMapping(mapping: MappingControl) {
  const { uuid: UUID, eventSourceArn: EventSourceArn, functionArn: FunctionArn } = mapping;
  return { UUID, EventSourceArn, FunctionArn, State: mapping.isEnabled() ? 'Enabled' : 'Disabled' };
}
