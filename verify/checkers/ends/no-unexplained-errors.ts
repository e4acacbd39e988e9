import { nemesis } from '../../history/event.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { endTypes, endValues } from '../../words/end-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';

/**
 * A function fails, takes too long or ends only in an invocation that a fault hit, known by its request id, or, where a fault
 * hits a whole environment and no request, in the same function after it.
 */
export const noUnexplainedErrors: Checker = {
  name: 'no-unexplained-errors',
  claim: 'No function fails, times out or crashes unless a fault hit that very invocation.',
  complexity: 'O(n)',
  source: 'AWS Lambda Developer Guide: REPORT lines of a function; the ledger of the run',
  definite: false,
  check(history) {
    const requests = new Set<string>();
    const functions = new Map<unknown, number>();
    const violations: Violation[] = [];
    const counts = { errors: 0, explained: 0, injections: 0 };
    for (const { f, process, value, time } of history) {
      if (f !== 'injection' || process !== nemesis) continue;
      const { requestId, function: name } = (value ?? {}) as {
        readonly requestId?: unknown;
        readonly function?: unknown;
      };
      counts.injections += 1;
      if (typeof requestId === 'string') requests.add(requestId);
      else functions.set(name, Math.min(functions.get(name) ?? time, time));
    }
    for (const event of history) {
      if (event.f !== 'function-error') continue;
      expectType(event, endTypes['function-error']);
      const { function: name, status, errorType } = readValue(endValues['function-error'], event);
      const id = String(event.key);
      counts.errors += 1;
      const isHit = requests.has(id) || event.time >= (functions.get(name) ?? Number.POSITIVE_INFINITY);
      if (isHit) counts.explained += 1;
      else
        violations.push({
          id,
          what: `${name} ended with ${errorType ?? status}, and no fault hit it`,
          events: [event.index],
        });
    }
    return resultOf(violations, counts);
  },
};
