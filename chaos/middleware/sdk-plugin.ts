import type { Rule } from '../faults/rule.ts';
import { type Call, callOf, isAimedAt } from './calls/call.ts';
import { type CallTry, nextTry } from './calls/call-try.ts';
import type { CallInjector, Send } from './calls/injector.ts';
import type { SdkClient } from './calls/sdk-client.ts';
import { type ChaosEnvironment, processEnvironment } from './environment.ts';

/** What acts on calls; it loads with the first rule, like the schemas of rules. */
let calls: typeof import('./calls/injectors.ts') | undefined;

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
  const aimedAt = (call: Call, rules: readonly Rule[], faults: ReadonlySet<string>) => {
    const caller = environment.invocation.function;
    return rules.filter((rule) => faults.has(rule.fault) && isAimedAt(rule, call, caller));
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const active = environment.rules.active();
      const rules = active instanceof Promise ? await active : active;
      if (rules.length === 0) return next(args);
      const call = callOf(service, context.commandName, args.input);
      // Calls that no rule aims at are numbered, too: one may aim at the third.
      const occasion = rules.some(countsCalls) ? nextTry(call, context, environment) : undefined;
      calls ??= await import('./calls/injectors.ts');
      const aimed = aimedAt(call, rules, calls.callFaults);
      if (aimed.length === 0) return next(args);
      const request = args.request as CallTry['request'];
      const attempt: CallTry = {
        ...{ call, client, context, environment, request, rules: aimed },
        occasion: occasion ?? nextTry(call, context, environment),
      };
      const toService: Send = async (request) => (await next({ ...args, request })).response as object;
      return { response: await through(attempt, calls.injectors, toService), output: undefined as never };
    },
    { step: 'deserialize', priority: 'low', name: 'faultline-chaos', override: true },
  );
  return client;
}

function countsCalls({ target }: Rule): boolean {
  return 'call' in target && target.call !== undefined;
}

/** Sends a request to the service through every injector that has a rule. */
function through(attempt: CallTry, injectors: readonly CallInjector[], service: Send): Promise<object> {
  const needed = injectors.filter(({ fault }) => attempt.rules.some((rule) => rule.fault === fault));
  const send = needed.reduceRight<Send>(
    (inner, injector) => (request) => injector.inject({ ...attempt, request }, inner),
    service,
  );
  return send(attempt.request);
}
