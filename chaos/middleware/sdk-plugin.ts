import type {
  AbsoluteLocation,
  DeserializeHandler,
  DeserializeHandlerOptions,
  HandlerExecutionContext,
} from '@smithy/types';
import type { z } from 'zod';
import type { Aim, Fault } from '../faults/fault.ts';
import { effectOf, type Selection } from '../faults/hit.ts';
import { lostAcknowledgement } from '../faults/lost-acknowledgement.ts';
import type { Rule } from '../faults/rule.ts';
import { throttle } from '../faults/throttle.ts';
import { type ChaosEnvironment, processEnvironment } from './environment.ts';
import { connectionReset, serverErrorResponse, throttlingResponse } from './injected-response.ts';
import { deliveryOf, type Invocation } from './invocation.ts';

/** Any AWS SDK v3 client, and the document client. */
interface SdkClient {
  readonly config: { readonly serviceId: string };
  readonly middlewareStack: {
    add(
      middleware: (
        next: DeserializeHandler<object, object>,
        context: HandlerExecutionContext,
      ) => DeserializeHandler<object, object>,
      options: DeserializeHandlerOptions & AbsoluteLocation,
    ): void;
  };
}

const TRIES_OF_A_DELIVERY = 100;

/** One AWS call, as rules aim at it. */
interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly tables: readonly string[];
  readonly queue: string | undefined;
}

/**
 * Puts an AWS SDK client under chaos and returns it: `withChaos(new DynamoDBClient({}))`.
 *
 * The plug-in is the innermost middleware: below the retry loop, so that an injected refusal is retried by the SDK like a
 * real one, and below the deserializer, which turns the injected HTTP answer into the service's own exception class.
 */
export function withChaos<Client extends SdkClient>(
  client: Client,
  environment: ChaosEnvironment = processEnvironment(),
): Client {
  const service = client.config.serviceId.toLowerCase();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const active = environment.rules.active();
      const rules = active instanceof Promise ? await active : active;
      if (rules.length === 0) return next(args);
      const operation = (context.commandName ?? '').replace(/Command$/, '');
      const call: Call = {
        service,
        operation,
        input: args.input,
        tables: tablesOf(args.input),
        queue: queueOf(args.input),
      };
      const aimed = rules.filter((rule) => isAimedAt(rule, call, environment.invocation.function));
      if (aimed.length === 0) return next(args);
      const occasion = nextTry(call, environment.invocation);

      const refusal = strikeOf(throttle, aimed, occasion);
      if (refusal !== undefined) {
        logStrike(refusal.rule, call, occasion, environment);
        return injected(throttlingResponse(service, refusal.effect.error));
      }
      const loss = strikeOf(lostAcknowledgement, aimed, occasion);
      if (loss === undefined) return next(args);
      discard((await next(args)).response);
      logStrike(loss.rule, call, occasion, environment);
      if (loss.effect.instead === 'server-error') return injected(serverErrorResponse());
      throw connectionReset();
    },
    { step: 'deserialize', priority: 'low', name: 'faultline-chaos', override: true },
  );
  return client;
}

function injected(response: object) {
  return { response, output: undefined as never };
}

/** Frees the connection of an answer that nobody will read. */
function discard(response: unknown): void {
  const { body } = (response ?? {}) as { body?: { resume?: () => void } };
  body?.resume?.();
}

/** One try of a call: whom it is for, and what its fate is drawn by. */
interface Try {
  readonly key: string;
  /** What is tried: operation and tables. */
  readonly point: string;
  readonly attempt: number;
}

function nextTry(call: Call, invocation: Invocation): Try {
  const { key, delivery } = deliveryOf(call.input, invocation);
  const point = [nameOf(call), ...call.tables].join(' ');
  return { key, point, attempt: nextAttempt(`${key} ${point}`, delivery, invocation) };
}

/** The first rule of a kind that hits this try. */
function strikeOf<Parameters extends z.ZodType, Effect>(
  fault: Fault<string, z.ZodType, Parameters, Effect>,
  rules: readonly Rule[],
  occasion: Try,
): { rule: Rule; effect: Effect } | undefined {
  for (const rule of rules) {
    if (rule.fault !== fault.name) continue;
    // The schema of rules pairs each name with the parameters of that fault.
    const effect = effectOf(fault, rule as unknown as Selection & Aim<z.output<Parameters>>, occasion);
    if (effect !== undefined) return { rule, effect };
  }
  return undefined;
}

function logStrike(rule: Rule, call: Call, { key, attempt }: Try, { invocation, log, now }: ChaosEnvironment): void {
  const { function: name, environment, requestId } = invocation;
  log({
    at: now(),
    rule: rule.id,
    fault: rule.fault,
    key,
    function: name,
    place: 'call',
    operation: nameOf(call),
    attempt,
    environment,
    requestId,
  });
}

function nameOf({ service, operation }: Call): string {
  return `${service}:${operation}`;
}

function isAimedAt(rule: Rule, call: Call, functionName: string): boolean {
  if (rule.fault !== throttle.name && rule.fault !== lostAcknowledgement.name) return false;
  const { function: target, service, operations, table, queue } = rule.target;
  return (
    (target === undefined || target === functionName) &&
    (service === undefined || service === call.service) &&
    (operations === undefined || operations.includes(call.operation)) &&
    (table === undefined || call.tables.includes(table)) &&
    (queue === undefined || queue === call.queue)
  );
}

/**
 * Counts the tries of a call, those of the SDK's retry loop and of the handler's own alike, and goes on counting at a round
 * number in each redelivery: otherwise an order that exhausts all its tries once would do so for ever.
 */
function nextAttempt(place: string, delivery: number, { tries }: Invocation): number {
  const count = (tries.get(place) ?? 0) + 1;
  tries.set(place, count);
  return (delivery - 1) * TRIES_OF_A_DELIVERY + count;
}

/** Name of the queue that an SQS call is about; its address ends with it. */
function queueOf(input: object): string | undefined {
  const url = 'QueueUrl' in input ? input.QueueUrl : undefined;
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : undefined;
}

/** Tables named anywhere in a DynamoDB call: directly, in a transaction's items or as keys of a batch. */
function tablesOf(input: object): string[] {
  const tables = new Set<string>();
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    if ('TableName' in value && typeof value.TableName === 'string') tables.add(value.TableName);
  };
  visit(input);
  if ('TransactItems' in input && Array.isArray(input.TransactItems)) {
    for (const item of input.TransactItems) for (const part of Object.values(item ?? {})) visit(part);
  }
  if ('RequestItems' in input) for (const table of Object.keys(input.RequestItems ?? {})) tables.add(table);
  return [...tables].sort();
}
