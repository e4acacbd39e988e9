import type { Chance as DatabaseChance } from '../../dynamodb/calls/circumstances.ts';
import type { Database } from '../../dynamodb/database.ts';
import { answer, failed, readTarget } from '../../dynamodb/server/answer.ts';
import type { ArrivedCall, CallFaults, Refusal } from '../faults/call-faults.ts';
import type { Logs } from '../lambda/logs.ts';
import type { Origin, Serve } from '../network/network.ts';
import { NotModelled } from '../not-modelled.ts';
import type { HttpAnswer, HttpRequest } from '../realm/owner.ts';
import type { SqsError } from '../sqs/calls/errors.ts';
import type { QueuesInTime } from '../sqs/queues-in-time.ts';
import type { Timeline } from '../time/timeline.ts';
import { failure, json } from './answers.ts';
import { type lambdaApi, lambdaOperation } from './lambda-api.ts';

export interface Services {
  readonly timeline: Timeline;
  readonly database: Database;
  readonly chance: DatabaseChance;
  readonly queues: QueuesInTime;
  readonly logs: Logs;
  readonly lambda: ReturnType<typeof lambdaApi>;
  readonly restApi: (request: HttpRequest, done: (answer: HttpAnswer) => void) => void;
  readonly lab: (request: HttpRequest) => HttpAnswer;
  readonly faults: CallFaults;
  readonly caller: { readonly account: string; readonly region: string };
  /** Ends the simulation: it cannot go on. */
  readonly fail: (error: unknown) => void;
}

type Done = (answer: HttpAnswer) => void;

/** Where requests arrive: finds the service that is meant by its protocol, as LocalStack's gateway does. */
export function serviceFor(services: Services): Serve {
  return (request, origin, done) => {
    try {
      route(request, origin, done);
    } catch (error) {
      services.fail(error);
    }
  };

  function route(request: HttpRequest, origin: Origin, done: Done): void {
    const { path, method } = request;
    const target = request.headers['x-amz-target'] ?? '';
    const [api = '', operation = ''] = target.split('.');
    const lambda = lambdaOperation(request);
    if (path.startsWith('/_localstack/')) done(services.lab(request));
    else if (path.startsWith('/_aws/execute-api/')) services.restApi(request, done);
    else if (api === 'AmazonSQS') {
      const input = inputOf(request);
      meet({ service: 'sqs', operation, input, origin }, done, (end) => sqs(operation, input, end));
    } else if (readTarget(target) !== undefined) {
      const service = api.startsWith('DynamoDBStreams') ? 'dynamodb streams' : 'dynamodb';
      meet({ service, operation, input: inputOf(request), origin }, done, (end) => end(dynamodb(request, target)));
    } else if (api === 'Logs_20140328' && operation === 'FilterLogEvents') done(filterLogs(inputOf(request)));
    else if (lambda !== undefined) {
      const { operation: name, subject } = lambda;
      meet({ service: 'lambda', operation: name, input: { FunctionName: subject }, origin }, done, (end) =>
        services.lambda(name, subject, request, end),
      );
    } else throw new NotModelled(`The request ${method} ${path} ${target} of ${origin.function ?? 'the lab'}`);
  }

  /** A call meets the faults that are aimed at it, before it is carried out and after. */
  function meet(call: Omit<ArrivedCall, 'region'>, done: Done, serve: (end: Done) => void): void {
    const refuse = (refusal: Refusal) => done(refused(call.service, refusal));
    services.faults.meet(
      { ...call, region: services.caller.region },
      (after) =>
        serve((made) => {
          const refusal = after();
          if (refusal === undefined) done(made);
          else refuse(refusal);
        }),
      refuse,
    );
  }

  function dynamodb({ headers, body }: HttpRequest, target: string): HttpAnswer {
    const { timeline, database, chance } = services;
    const received = { target, authorization: headers.authorization, body: Buffer.from(body).toString() };
    const { status, body: text } = answer(database, received, {
      nowMs: timeline.nowMs,
      chance,
    });
    if (status === 400 && text.includes('faultline.dynamodb#NotModelled'))
      throw new NotModelled(JSON.parse(text).message);
    return json(text, status);
  }

  function sqs(operation: string, input: object, done: Done): void {
    services.queues.call(operation, input, services.caller, (outcome) => {
      if ('output' in outcome) done(json(outcome.output));
      else if (outcome.error.code === 'NotModelled') {
        services.fail(new NotModelled(outcome.error.message.replace(/ is not modelled.*/, '')));
      } else done(sqsFailure(outcome.error));
    });
  }

  function filterLogs(input: object): HttpAnswer {
    const {
      logGroupName = '',
      filterPattern = '',
      startTime = 0,
      endTime = Number.POSITIVE_INFINITY,
    } = input as {
      logGroupName?: string;
      filterPattern?: string;
      startTime?: number;
      endTime?: number;
    };
    const name = logGroupName.replace('/aws/lambda/', '');
    const found = services.logs.find(name, { text: filterPattern.replaceAll('"', ''), from: startTime, to: endTime });
    if (found === undefined) return failure('ResourceNotFoundException', 'The specified log group does not exist.');
    return json({
      events: found.map(({ at, message, stream, id }) => ({
        eventId: id,
        timestamp: at,
        message,
        logStreamName: stream,
      })),
      searchedLogStreams: [],
    });
  }
}

/** An injected error in the protocol of its service. */
function refused(service: string, { statusCode, code, message = 'It was injected.' }: Refusal): HttpAnswer {
  if (service.startsWith('dynamodb')) {
    const { body } = failed(code, message);
    return json(body, statusCode);
  }
  return failure(code, message, statusCode, service === 'sqs' ? { 'x-amzn-query-error': `${code};Receiver` } : {});
}

function inputOf({ body }: HttpRequest): object {
  return body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString()) as object);
}

function sqsFailure({ code, queryCode, message, status }: SqsError): HttpAnswer {
  const fault = status < 500 ? 'Sender' : 'Receiver';
  return failure(`com.amazonaws.sqs#${code}`, message, status, { 'x-amzn-query-error': `${queryCode};${fault}` });
}

/** Whether a request of a function is the lab's own: it reads the rules of its faults. */
export function readsRules({ headers, body }: HttpRequest, { CHAOS_TABLE }: Readonly<Record<string, string>>): boolean {
  if (CHAOS_TABLE === undefined || !(headers['x-amz-target'] ?? '').startsWith('DynamoDB_')) return false;
  return Buffer.from(body).includes(`"${CHAOS_TABLE}"`);
}
