import type {
  AbsoluteLocation,
  DeserializeHandler,
  DeserializeHandlerOptions,
  HandlerExecutionContext,
} from '@smithy/types';
import type { Rule, RuleOf } from '../faults/rule.ts';
import { throttle } from '../faults/throttle.ts';
import { type ChaosEnvironment, processEnvironment } from './environment.ts';
import { deliveryOf, type Invocation } from './invocation.ts';
import { throttlingResponse } from './throttling-response.ts';

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
      const call: Call = { service, operation, input: args.input, tables: tablesOf(args.input) };
      const refusal = firstThrottle(rules, call, environment);
      if (refusal === undefined) return next(args);
      return { response: throttlingResponse(service, refusal.error), output: undefined as never };
    },
    { step: 'deserialize', priority: 'low', name: 'faultline-chaos', override: true },
  );
  return client;
}

function firstThrottle(rules: readonly Rule[], call: Call, environment: ChaosEnvironment) {
  const { invocation, log, now } = environment;
  const aimed = rules.filter((rule) => throttlesCall(rule, call, invocation.function));
  if (aimed.length === 0) return undefined;
  const { key, delivery } = deliveryOf(call.input, invocation);
  const operation = `${call.service}:${call.operation}`;
  const place = [key, operation, ...call.tables].join(' ');
  const attempt = nextAttempt(place, delivery, invocation);
  for (const rule of aimed) {
    const effect = throttle.decide(rule, { key: place, attempt });
    if (effect === undefined) continue;
    const { function: name, environment: stream, requestId } = invocation;
    log({
      at: now(),
      rule: rule.id,
      fault: rule.fault,
      key,
      function: name,
      place: throttle.place,
      operation,
      attempt,
      environment: stream,
      requestId,
    });
    return effect;
  }
  return undefined;
}

function throttlesCall(rule: Rule, call: Call, functionName: string): rule is RuleOf<'throttle'> {
  const { function: target, service, operations, table } = rule.target;
  return (
    rule.fault === 'throttle' &&
    (target === undefined || target === functionName) &&
    (service === undefined || service === call.service) &&
    (operations === undefined || operations.includes(call.operation)) &&
    (table === undefined || call.tables.includes(table))
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
