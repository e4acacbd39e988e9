import { type Expected, type PlannedOrder, plannedOrder } from '../../loadtest/planned-order.ts';

/** A course that an order may take; together they go through every step of the saga, forth and back. */
export interface Scenario {
  readonly name: string;
  /** How an order of this kind ends: `confirmed`, or the reason of its refusal. */
  readonly expected: Expected;
  /** What is looked at is a second request with the key of an order that was accepted already. */
  readonly again: boolean;
}

export const scenarios: readonly Scenario[] = [
  { name: 'confirmed', expected: 'confirmed', again: false },
  { name: 'card-declined', expected: 'card-declined', again: false },
  { name: 'out-of-stock', expected: 'out-of-stock', again: false },
  { name: 'invalid-address', expected: 'invalid-address', again: false },
  { name: 'repeated-request', expected: 'confirmed', again: true },
];

/** A saga whose command was not sent, as the sweeper finds it. */
export const unsent: Scenario = { name: 'unsent-command', expected: 'confirmed', again: false };

/** So many orders are looked through for one of a kind; one in twenty is of each. */
const MOST_LOOKED_AT = 10_000;

/** An order of a scenario with a number and an idempotency key of its own. Pure. */
export function orderOf(
  { expected }: Scenario,
  number: number,
  { seed, shop }: { seed: number; shop: string },
): PlannedOrder {
  for (let like = number; like < number + MOST_LOOKED_AT; like++) {
    const order = plannedOrder(seed, like, shop);
    if (order.expected === expected) return { ...order, number, idempotencyKey: `${shop}-${number}`, repeat: 'never' };
  }
  throw new Error(`Among ${MOST_LOOKED_AT} orders of the seed ${seed} from number ${number} on none is ${expected}.`);
}
