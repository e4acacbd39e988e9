import * as z from 'zod';
import { groupBy, operationsOf } from '../../readings/operations.ts';
import { type Checker, gradedResultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { coordinationValues } from '../../words/coordination-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';

/** What is tolerable. */
const amplificationOptions = z.object({
  /** Attempts a request at a downstream, on average. */
  most: z.number().positive().default(3),
  /** Attempts of any one request at a downstream. */
  mostOfOne: z.number().positive().default(10),
});

/** Where a circuit breaker may go from each state. */
const legal: Readonly<Record<string, readonly string[]>> = {
  closed: ['open'],
  open: ['half-open'],
  'half-open': ['open', 'closed'],
};

/**
 * Retries multiply: what a downstream gets is bounded, on average over its requests (default 3 attempts) and for each of
 * them (default 10). Circuit breakers go closed, open, half-open and from there either way, each from where it was.
 */
export const retryAmplification: Checker = {
  name: 'retry-amplification',
  claim: 'Retries do not multiply the load of a downstream beyond its bound, and breakers go only where they may.',
  complexity: 'O(n)',
  source: 'AWS Builders Library: timeouts, retries and backoff with jitter; Nygard: Release It!, circuit breaker',
  definite: 'cut',
  looksFor: { words: ['call', 'breaker'], counted: ['calls', 'breakers'] },
  options: amplificationOptions,
  check(history, options) {
    const { most, mostOfOne } = amplificationOptions.prefault({}).parse(options);
    const calls = operationsOf(history, 'call', coordinationValues.call);
    const tooMany: Violation[] = [];
    const ofOne: Violation[] = [];
    const illegal: Violation[] = [];
    const counts = { calls: calls.length, requests: 0, breakers: 0 };
    for (const [id, attempts] of groupBy(calls, ({ key }) => key)) {
      const requests = groupBy(attempts, ({ value }) => value.request);
      counts.requests += requests.size;
      // A quotient is rounded once, as `most` was, and so is exact where a product is not: 115 > 1.15 * 100.
      if (attempts.length / requests.size > most) {
        const what = `${attempts.length} attempts of ${requests.size} requests, expected at most ${most} a request`;
        tooMany.push({ id, what, events: attempts.flatMap(({ events }) => events).slice(0, 100) });
      }
      for (const [request, tries] of requests) {
        if (tries.length <= mostOfOne) continue;
        const what = `tried ${tries.length} times at ${id}, expected at most ${mostOfOne}`;
        ofOne.push({ id: request, what, events: tries.flatMap(({ events }) => events) });
      }
    }
    const states = new Map<string, string>();
    for (const event of history) {
      if (event.f !== 'breaker') continue;
      expectType(event, ['ok']);
      counts.breakers += 1;
      const id = String(event.key);
      const { from, to } = readValue(coordinationValues.breaker, event);
      const was = states.get(id) ?? 'closed';
      states.set(id, to);
      if (was === from && legal[from]?.includes(to)) continue;
      const what = `its breaker went from ${from} to ${to} while it was ${was}`;
      illegal.push({ id, what, events: [event.index] });
    }
    // An average may fall again, and what is not here may have been in between.
    return gradedResultOf({ always: ofOne, cut: illegal, complete: tooMany }, counts);
  },
};
