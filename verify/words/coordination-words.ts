/**
 * The vocabulary of whoever shares something: locks, stock, idempotency records, downstream services, outboxes. An
 * operation lies between its `invoke` and its `ok`; an `ok` alone is a point. Times in values are milliseconds.
 *
 * | f            | types               | key        | means |
 * | acquire      | invoke ok fail info | lock       | a client becomes the holder of a lock, under a fencing token |
 * | fenced-write | invoke ok fail info | lock       | a write under a token was accepted (`ok`) or refused (`fail`) by what the lock protects |
 * | resource     | ok                  | resource   | what there is to reserve, at first |
 * | reserve      | invoke ok fail info | resource   | a holder takes some of it |
 * | unreserve    | invoke ok fail info | resource   | a holder gives back what it took |
 * | claim        | invoke ok fail info | record     | an owner begins to work under an idempotency key |
 * | complete     | invoke ok fail info | record     | an owner stores its result; the record is done |
 * | abandon      | invoke ok fail info | record     | an owner gives the record up: the next may claim it at once |
 * | call         | invoke ok fail info | downstream | one attempt of a request |
 * | breaker      | ok                  | downstream | a circuit breaker goes from one state to another |
 * | outbox       | invoke ok fail info | record     | a record that is to be published was committed |
 * | publish      | invoke ok fail info | record     | it was published |
 */
import * as z from 'zod';
import { sagaValues } from './saga-words.ts';

const token = z.number().int();
const amount = z.number().int().positive();
const state = z.enum(['closed', 'open', 'half-open']);

/** The value of an event, by `f`; of an operation, that of its invocation and of its end together. */
export const coordinationValues = {
  acquire: z.object({ token }),
  'fenced-write': z.object({ token }),
  resource: sagaValues.resource.pick({ initial: true }),
  reserve: z.object({ holder: z.string(), amount }),
  unreserve: z.object({ holder: z.string() }),
  /** `token`: grows with each take-over. `expiresInMs`: how long nobody else may claim, from the claim on. */
  claim: z.object({ owner: z.string(), expiresInMs: z.number().nonnegative(), token: token.optional() }),
  complete: z.object({ owner: z.string(), token: token.optional() }),
  abandon: z.object({ owner: z.string() }),
  call: z.object({ request: z.string() }),
  breaker: z.object({ from: state, to: state }),
} as const;
