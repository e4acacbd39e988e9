import type { Scenario } from '../../../system/sweepable.ts';
import { type PlannedOrder, plannedOrder } from '../workload/planned-order.ts';

/** Together they go through every step of the saga, and back. */
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
  { seed, keyPrefix }: { readonly seed: number; readonly keyPrefix: string },
): PlannedOrder {
  for (let like = number; like < number + MOST_LOOKED_AT; like++) {
    const order = plannedOrder(seed, like, keyPrefix);
    if (order.expected === expected) return { ...order, number, key: `${keyPrefix}-${number}`, repeat: 'never' };
  }
  throw new Error(`Among ${MOST_LOOKED_AT} orders of the seed ${seed} from number ${number} on none is ${expected}.`);
}
