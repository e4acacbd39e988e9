import { jsonText } from '../../history/exact-json.ts';
import type { Call } from '../calls/call.ts';
import type { Broken, Shortcut } from '../calls/model.ts';
import { judgeGrowingSet } from './growing-set.ts';
import { type Passage, Passages } from './passage.ts';

/**
 * A set whose values are added once and removed once. Without reads of the whole set its values are independent of each
 * other: each alone must be linearizable (linearizability is local: Herlihy & Wing 1990), which is decided for a value by
 * the latest moment at which it may have come and the earliest at which it may have gone. With reads of the whole set
 * see `growing-set.ts`. Undefined for a value that is added or removed twice. O(n).
 *
 * Abdulla, Grahn, Jonsson, Krishna, Mishra: Efficient linearizability monitoring (arXiv 2509.17795), on sets.
 */
export function judgeDistinctSet(calls: readonly Call[]): Shortcut | undefined {
  const passages = new Passages(calls);
  const reads: Call[] = [];
  let removes = false;
  for (let n = 0; n < calls.length; n++) {
    const call = calls[n] as Call;
    const { f } = call;
    if (f === 'remove') removes = true;
    if (f === 'read') {
      if (call.returned) reads.push(call);
    } else if (!passages.note(n)) return undefined;
  }
  if (reads.length > 0) return removes ? undefined : judgeGrowingSet(passages, reads);
  for (let value = 0; value < passages.length; value++) {
    const wrong = judgePassage(passages.of(value));
    if (wrong !== undefined) return wrong;
  }
  return { valid: true };
}

function judgePassage(passage: Passage): Broken | undefined {
  const { add, remove, there, gone } = passage;
  if (there.length === 0 && add === undefined) return undefined;
  if (add === undefined) return { valid: false, what: `${nameOf(passage)} was found and never added`, calls: there };
  const latestAdd = Math.min(add.return, firstReturn(there));
  // It never left, or was removed before it came.
  const early = remove?.returned ? remove.call : Number.NEGATIVE_INFINITY;
  if (Math.max(add.call, lastCall(gone), early) < latestAdd) return undefined;
  if (remove !== undefined) {
    const earliestRemove = Math.max(remove.call, lastCall(there));
    const hasOrder = add.call < latestAdd && earliestRemove < remove.return && add.call < remove.return;
    if (hasOrder && gone.every((call) => call.call < latestAdd || earliestRemove < call.return)) return undefined;
  }
  return brokenBy(passage, add, latestAdd);
}

function brokenBy(passage: Passage, add: Call, latestAdd: number): Broken {
  const { remove, there, gone } = passage;
  const value = nameOf(passage);
  const early = there.find((call) => call.return < add.call);
  if (early !== undefined) return { valid: false, what: `${value} was found before it was added`, calls: [early, add] };
  const witness = add.return === latestAdd ? add : (there.find((call) => call.return === latestAdd) as Call);
  // What kept it there the longest, and who missed it and was gone the soonest: if any two contradict each other, these do.
  const last = there.find((call) => call.call === lastCall(there));
  const late = remove !== undefined && last !== undefined && last.call > remove.call ? [last] : [];
  const missing = gone.filter((call) => call.call > latestAdd);
  const missed = missing.filter((call) => call.return === firstReturn(missing));
  const calls = [add, witness, ...(remove ? [remove] : []), ...late, ...missed];
  const isAfter = remove !== undefined && lastCall(there) > remove.return;
  const what = isAfter
    ? `${value} was found after it had been removed`
    : `${value} was not found while it was in the set`;
  return { valid: false, what, calls: [...new Set(calls)] };
}

/** Of one that was added or found. */
function nameOf({ add, there }: Passage): string {
  return jsonText((add ?? there[0])?.input);
}

function firstReturn(calls: readonly Call[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const call of calls) first = Math.min(first, call.return);
  return first;
}

function lastCall(calls: readonly Call[]): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { call } of calls) last = Math.max(last, call);
  return last;
}
