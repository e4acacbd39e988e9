import { calm as calmDatabase, type Chance as DatabaseChance } from '../../dynamodb/calls/circumstances.ts';
import type { Database } from '../../dynamodb/database.ts';
import { answer, failed, readTarget } from '../../dynamodb/server/answer.ts';
import type { CallFaults, Refusal } from '../faults/call-faults.ts';
import type { Logs } from '../lambda/logs.ts';
import type { Serve } from '../network/network.ts';
import { NotModelled } from '../not-modelled.ts';
import type { HttpAnswer, HttpRequest } from '../realm/owner.ts';
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
      route(request, done);
    } catch (error) {
      services.fail(error);
    }

    function route(request: HttpRequest, done: Done): void {
      const { path } = request;
      if (path.startsWith('/_localstack/')) return done(services.lab(request));
      if (path.startsWith('/_aws/execute-api/')) return services.restApi(request, done);
      const target = request.headers['x-amz-target'] ?? '';
      const [api = '', operation = ''] = target.split('.');
      const input = () =>
        request.body.length === 0 ? {} : (JSON.parse(Buffer.from(request.body).toString()) as object);
      const meet = (service: string, name: string, body: object, serve: (done: Done) => void) => {
        const arrived = { service, operation: name, input: body, origin, region: services.caller.region };
        services.faults.meet(
          arrived,
          (after) =>
            serve((made) => {
              const refusal = after();
              done(refusal === undefined ? made : refused(service, refusal));
            }),
          (refusal) => done(refused(service, refusal)),
        );
      };
      if (api === 'AmazonSQS') {
        const body = input();
        return meet('sqs', operation, body, (end) => sqs(operation, body, end));
      }
      if (readTarget(target) !== undefined) {
        const service = api.startsWith('DynamoDBStreams') ? 'dynamodb streams' : 'dynamodb';
        return meet(service, operation, input(), (end) => end(dynamodb(request, target)));
      }
      if (api === 'Logs_20140328' && operation === 'FilterLogEvents') return done(filterLogs(input()));
      const lambda = lambdaOperation(request);
      if (lambda !== undefined) {
        return meet('lambda', lambda.operation, { FunctionName: lambda.subject }, (end) =>
          services.lambda(lambda.operation, lambda.subject, request, end),
        );
      }
      throw new NotModelled(`The request ${request.method} ${path} ${target} of ${origin.function ?? 'the lab'}`);
    }
  };

  function dynamodb({ headers, body }: HttpRequest, target: string): HttpAnswer {
    const { timeline, database, chance } = services;
    const received = { target, authorization: headers.authorization, body: Buffer.from(body).toString() };
    const { status, body: text } = answer(database, received, {
      nowMs: timeline.nowMs,
      chance: chance ?? calmDatabase,
    });
    if (status === 400 && text.includes('faultline.dynamodb#NotModelled'))
      throw new NotModelled(JSON.parse(text).message);
    return json(text, status);
  }

  function sqs(operation: string, input: object, done: Done): void {
    services.queues.call(operation, input, services.caller, (outcome) => {
      if ('output' in outcome) return done(json(outcome.output));
      const { code, queryCode, message, status } = outcome.error;
      if (code === 'NotModelled') return services.fail(new NotModelled(message.replace(/ is not modelled.*/, '')));
      const fault = status < 500 ? 'Sender' : 'Receiver';
      return done(
        failure(`com.amazonaws.sqs#${code}`, message, status, { 'x-amzn-query-error': `${queryCode};${fault}` }),
      );
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
