import type { Call } from '../calls/call.ts';
import type { Model, Shortcut } from '../calls/model.ts';
import type { Chains } from './chains.ts';
import type { Placing } from './placing.ts';
import { RefusedInVain } from './refused-in-vain.ts';
import { lastBefore } from './sorted.ts';
import { none, type Values } from './values.ts';
import { isOrderedAround } from './windows.ts';

/** Calls of a register, by invocation, and an order of all that is known to have happened, but for what was refused. */
export interface Ordered {
  readonly calls: readonly Call[];
  /** By call: the value that it wrote, saw, or expected in vain; `none` when there is no such value. */
  readonly about: Int32Array;
  /** The refused compare-and-sets. */
  readonly refused: readonly number[];
  readonly values: Values;
  readonly chains: Chains;
  readonly placing: Placing;
}

/**
 * A refused compare-and-set that expected e is a read of anything but e. Most fit the order that was found: e came after
 * they were called, or was gone before they returned. For others, one may show that no order has room for it
 * (`refused-in-vain.ts`), or all fit once the order is changed around them (`windows.ts`). Undefined when neither is
 * found. O(n log n), with trials in windows of bounded size.
 */
export function judgeRefusals(ordered: Ordered, model: Model<unknown>): Shortcut | undefined {
  const { calls, about, refused, values, placing } = ordered;
  const misplaced = refused.filter((call) => momentOf(call, ordered) === undefined);
  if (misplaced.length === 0) return { valid: true };
  const lost = calls.find((call, n) => !call.returned && about[n] !== none && !values.has(about[n] as number));
  const vain = new RefusedInVain(values, ordered.chains, lost?.call ?? Number.POSITIVE_INFINITY);
  for (const call of misplaced) {
    const wrong = vain.judge(calls[call] as Call, about[call] as number);
    if (wrong !== undefined) return wrong;
  }
  const places = misplaced.map((call) => placing.places[about[call] as number] as number);
  const at = Int32Array.from(calls, (_, call) => placeOf(call, ordered));
  for (const call of refused) {
    const moment = momentOf(call, ordered);
    if (moment !== undefined) at[call] = placeAt(moment, placing);
  }
  return isOrderedAround(places, { calls, values, placing, at }, model) ? { valid: true } : undefined;
}

/** The event after which a refused compare-and-set can be: the first at which its expected value is not there. */
function momentOf(number: number, { calls, about, values, placing: { begins, ends } }: Ordered): number | undefined {
  const call = calls[number] as Call;
  const value = about[number] as number;
  if (!values.has(value) || call.call < (begins[value] as number)) return call.call;
  const end = ends[value] as number;
  return end < call.return ? Math.max(call.call, end) : undefined;
}

/** With what is about a value; what may not have happened, at its call. */
function placeOf(number: number, { calls, about, values, placing }: Ordered): number {
  const value = about[number] as number;
  return values.has(value) ? (placing.places[value] as number) : placeAt((calls[number] as Call).call, placing);
}

/** The chain that is there after an event. */
function placeAt(event: number, { starts }: Placing): number {
  return lastBefore(starts, event + 1);
}
