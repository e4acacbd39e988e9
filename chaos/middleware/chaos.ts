import type { MiddlewareObj } from '@middy/core';
import type { When } from '../faults/moment.ts';
import { createAttempts } from './attempts.ts';
import { newBatch } from './batch.ts';
import { deliveriesOf, httpPathOf } from './deliveries.ts';
import { type ChaosEnvironment, processEnvironment } from './environment.ts';
import type { Answer, Injector, InvocationRequest } from './injector.ts';
import { newInvocation } from './invocation.ts';

/**
 * Middy middleware that puts a function under chaos: `middy().use(chaos())`, as the first one, so that it is the first to
 * act before the handler and the last after it. Without an active rule it costs microseconds and never throws.
 */
export function chaos(
  environment: ChaosEnvironment = processEnvironment(),
  given?: readonly Injector[],
): MiddlewareObj<unknown, unknown> {
  const attempts = createAttempts();
  let injectors = given;
  let batch = newBatch();
  let endings: (() => void)[] = [];

  const end = () => {
    for (const free of endings) free();
    endings = [];
  };
  const act = async (when: When, request: InvocationRequest): Promise<Answer | undefined> => {
    const active = environment.rules.active();
    const rules = active instanceof Promise ? await active : active;
    // What the other side has begun is brought to its end, though its rule may be over.
    if (rules.length === 0 && batch.unacknowledged.size === 0) return undefined;
    // They load with the first rule, like the schemas of rules: a cold start that meets none does not pay for them.
    injectors ??= (await import('./injectors.ts')).injectors();
    const moment = { when, rules, environment, request, batch, atEnd: (free: () => void) => void endings.push(free) };
    for (const inject of injectors) {
      const answer = await inject(moment);
      if (answer === undefined) continue;
      if (when === 'before') return answer;
      request.response = answer.response;
    }
    return undefined;
  };

  return {
    name: 'faultline-chaos',
    async before(request) {
      const { event, context } = request;
      const { awsRequestId: requestId } = context;
      // A handler that ran into its deadline may have left some in an environment that lives on.
      end();
      batch = newBatch();
      environment.invocation = newInvocation(
        environment.invocation,
        requestId,
        () => deliveriesOf(event, requestId, attempts, environment.invocation.keyField),
        httpPathOf(event),
      );
      const answer = await act('before', request);
      if (answer === undefined) return undefined;
      // Middy now runs no `after`.
      end();
      return answer.response;
    },
    async after(request) {
      await act('after', request);
      end();
    },
    onError: end,
  };
}
