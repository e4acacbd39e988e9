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
type Input = Readonly<Record<string, unknown>>;

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
  const answerOf = (operation: string, subject: string, { path, body }: HttpRequest): HttpAnswer => {
    const input = body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString()) as Input);
    if (operation === 'ListEventSourceMappings') return listed(new URL(path, 'http://lambda').searchParams);
    if (operation.endsWith('EventSourceMapping')) return answerOfMapping(operation, subject, input);
    const found = named(subject);
    return found === undefined ? noFunction(subject) : answerOfFunction(operation, found, input);
  };
  const listed = (query: URLSearchParams) => {
    const name = query.get('FunctionName')?.split(':').at(-1);
    const fitting = [...mappings.values()].filter(
      ({ functionArn }) => (name ?? '') === '' || functionArn.endsWith(`:${name}`),
    );
    return json({ EventSourceMappings: fitting.map(shownMapping) });
  };
  const answerOfMapping = (operation: string, subject: string, { Enabled }: Input) => {
    const mapping = mappings.get(subject);
    if (mapping === undefined)
      return failure('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
    if (operation === 'GetEventSourceMapping') return json(shownMapping(mapping));
    if (typeof Enabled === 'boolean') mapping.enable(Enabled);
    return json(shownMapping(mapping), 202);
  };
  return (operation: string, subject: string, request: HttpRequest, done: Done): void => {
    const found = named(subject);
    if (operation !== 'Invoke') done(answerOf(operation, subject, request));
    else if (found === undefined) done(noFunction(subject));
    else invoke(found, request, done);
  };

  function invoke(found: SimulatedFunction, request: HttpRequest, done: Done): void {
    const payload = request.body.length === 0 ? 'null' : Buffer.from(request.body).toString();
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      invokeLater(found, payload);
      done({ status: 202, headers: {}, body: '' });
      return;
    }
    const version = { 'x-amz-executed-version': '$LATEST' };
    found.invoke(payload, (outcome) => {
      if (outcome.kind === 'throttled') done(failure('TooManyRequestsException', 'Rate Exceeded.', 429));
      else if (outcome.kind === 'answered') done(json(outcome.payload, 200, version));
      else done(json(outcome.error, 200, { 'x-amz-function-error': 'Unhandled', ...version }));
    });
  }
}

function noFunction(subject: string): HttpAnswer {
  return failure('ResourceNotFoundException', `Function not found: ${subject}`, 404);
}

function answerOfFunction(operation: string, found: SimulatedFunction, input: Input): HttpAnswer {
  const { settings } = found;
  const concurrency = () =>
    settings.reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: settings.reservedConcurrency };
  switch (operation) {
    case 'GetFunction':
      return json({ Configuration: shown(settings), Code: {}, Concurrency: concurrency() });
    case 'GetFunctionConfiguration':
      return json(shown(settings));
    case 'UpdateFunctionConfiguration':
      configure(found, input);
      return json(shown(settings));
    case 'GetFunctionConcurrency':
      return json(concurrency());
    case 'PutFunctionConcurrency':
      settings.reservedConcurrency = Number(input.ReservedConcurrentExecutions);
      return json(concurrency());
    default:
      settings.reservedConcurrency = undefined;
      return { status: 204, headers: {}, body: '' };
  }
}

function configure(found: SimulatedFunction, input: Input): void {
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
