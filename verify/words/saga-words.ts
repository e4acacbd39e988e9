/**
 * The vocabulary of sagas: what `key` and `value` of an event hold, by `f`. Amounts are integers in the smallest unit.
 *
 * | f             | types              | key             | means |
 * | request       | invoke ok fail info| idempotency key | a client asks for something; `ok` names the saga that came of it, or how it came out |
 * | begin         | ok                 | saga            | the saga began |
 * | transition    | ok                 | saga            | the saga's record went from one version to the next |
 * | end           | ok                 | saga            | the saga reached a final state |
 * | state         | ok                 | saga            | the record as found after quiet |
 * | effect        | invoke ok fail     | idempotency key | a step was committed or compensated, between invoke and ok; refused: fail |
 * | money         | invoke ok fail     | idempotency key | money moved at the outside party |
 * | resource      | ok                 | resource        | what there was at first and what was found after quiet |
 * | queue         | ok                 | queue           | what is left in a queue after quiet |
 * | dead-letter   | ok                 | message         | a message found in a dead-letter queue |
 * | quiet         | ok info            | –               | the system went quiet (`info`: the deadline passed first) |
 * | fault         | invoke ok          | rule            | the nemesis opens and closes a fault window |
 * | injection     | info               | rule            | a fault fired once |
 */
import * as z from 'zod';
import type { EventType } from '../history/event.ts';

const amount = z.number().int();
const version = z.number().int().positive();
const saga = z.string();
const step = z.string();
/** What a step does to a saga's world: `commit` does its work, `compensate` takes it back. */
const action = z.enum(['commit', 'compensate']);
/** `committed`: every step stands. `compensated`: none does. */
const outcome = z.enum(['committed', 'compensated']);
const resources = z.array(z.object({ resource: z.string(), amount }));

/** The value of an event, by `f`. A request has one value at its invocation and another in its answer. */
export const sagaValues = {
  request: z.object({ digest: z.string(), expected: z.string().optional() }),
  /** `label`: how the request came out, in the words of the system, where no saga tells. */
  answer: z.object({ saga: saga.optional(), label: z.string().optional() }),
  begin: z.object({ request: z.string().optional(), amount: amount.optional(), plan: z.array(step) }),
  transition: z.object({
    version,
    event: z.enum(['began', 'committed', 'refused', 'compensated', 'ended', 'resent', 'parked', 'resumed']),
    step: step.optional(),
  }),
  end: z.object({ version, outcome, label: z.string(), reason: z.string().optional() }),
  state: z.object({ version, final: z.boolean(), outcome: outcome.optional(), label: z.string() }),
  effect: z.object({ saga, step, action, resources: resources.optional() }),
  money: z.object({ saga, direction: z.enum(['charge', 'refund']), amount: amount.nonnegative() }),
  resource: z.object({ initial: amount, available: amount }),
  queue: z.object({ visible: amount, inFlight: amount, delayed: amount, deadLetter: z.boolean() }),
  'dead-letter': z.object({ queue: z.string(), saga: saga.optional(), planted: z.boolean() }),
} as const;

const told: readonly EventType[] = ['ok'];

/** What types of events each word has: another one is refused. */
export const sagaTypes: Readonly<Record<string, readonly EventType[]>> = {
  request: ['invoke', 'ok', 'fail', 'info'],
  effect: ['invoke', 'ok', 'fail'],
  money: ['invoke', 'ok', 'fail'],
  begin: told,
  transition: told,
  end: told,
  state: told,
  resource: told,
  queue: told,
  'dead-letter': told,
  quiet: ['ok', 'info'],
};

export type SagaWord = keyof typeof sagaValues;
export type SagaValue<F extends SagaWord> = z.infer<(typeof sagaValues)[F]>;
export type Outcome = z.infer<typeof outcome>;
export type Action = z.infer<typeof action>;
