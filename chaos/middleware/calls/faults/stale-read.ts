import type { HttpRequest } from '@smithy/types';
import { staleRead } from '../../../faults/calls/stale-read.ts';
import type { ChaosEnvironment } from '../../environment.ts';
import { buffered } from '../answer-body.ts';
import { strikeOf } from '../call-try.ts';
import type { CallInjector } from '../injector.ts';
import { ReadMemory } from '../read-memory.ts';
import { jsonOf, textOf } from '../signed-again.ts';

const reads = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];
const memories = new WeakMap<ChaosEnvironment, ReadMemory>();

export const staleReadInjector: CallInjector = {
  fault: staleRead.name,
  async inject(attempt, send) {
    const { request, call, environment } = attempt;
    if (call.service !== 'dynamodb' || !reads.includes(call.operation) || isConsistent(request)) return send(request);
    const memory = memories.get(environment) ?? new ReadMemory();
    memories.set(environment, memory);
    const asked = [request.hostname, call.operation, textOf(request)].join(' ');
    const at = environment.now();
    const recall = (maxStalenessMs: number) => memory.recall(asked, at, maxStalenessMs);
    const strike = strikeOf(staleRead, attempt, ({ maxStalenessMs }) => recall(maxStalenessMs) !== undefined);
    const old = strike && recall(strike.effect.maxStalenessMs);
    if (old !== undefined) {
      strike?.log();
      return old;
    }
    const { answer, body, succeeded } = await buffered(await send(request));
    if (succeeded) memory.remember(asked, { answer, bytes: body.length, at });
    return answer;
  },
};

/** Whether any part of the read asks for the present: such a read never sees the past. One in a form that is unknown here may. */
function isConsistent(request: HttpRequest): boolean {
  const body = jsonOf(request) as Question | undefined;
  if (body === undefined) return true;
  return (
    body.ConsistentRead === true ||
    Object.values(body.RequestItems ?? {}).some((items) => items.ConsistentRead === true)
  );
}

interface Question {
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, { readonly ConsistentRead?: boolean }>>;
}
