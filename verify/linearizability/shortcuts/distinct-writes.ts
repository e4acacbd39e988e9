import type { Call } from '../calls/call.ts';
import type { Broken, Model, Shortcut } from '../calls/model.ts';
import { chainsOf } from './chains.ts';
import { placingOf } from './placing.ts';
import { judgeRefusals } from './refusals.ts';
import { none, Values, Written } from './values.ts';
import { judgeZones } from './zones.ts';

/** What the operations of a register are called, and what it holds at first. */
export interface RegisterWords {
  readonly read: string;
  readonly write: string;
  /** Compare-and-set of `[expected, new]`; `false` found another value. And the model of a register that has it. */
  readonly swap?: { readonly f: string; readonly model: Model<unknown> };
  readonly initial: unknown;
  /** What a written value reads as. */
  readonly asRead: (written: unknown) => unknown;
}

/**
 * A register to which no value is written twice (versions, unique writes) tells for every read which write it saw. A
 * write and its reads, and after them the compare-and-set that replaced the value with its own reads and so on, happen
 * in one piece. Such a piece was surely going on from its first return to its last invocation. It is linearizable if and
 * only if nothing is read before it is written, no value is replaced by two compare-and-sets, each piece can be put in
 * order, pieces fit beside each other (`zones.ts`), and refused compare-and-sets fit some order of them (`refusals.ts`).
 * Undefined for values that are written twice, for other operations, and where no order was found for what was refused.
 * What never returned counts only if its value was seen, or where it makes room for what was refused. O(n log n).
 *
 * Gibbons, Korach: Testing shared memories (SIAM J. Comput. 26, 1997), on writes that are known to their reads; pieces of
 * several writes are judged as theirs of one.
 */
export function judgeDistinctWrites(calls: readonly Call[], words: RegisterWords): Shortcut | undefined {
  const { read, write, swap, asRead } = words;
  // Before anything is made for them: most small histories of other operations end here.
  if (calls.some(({ f }) => f !== read && f !== write && f !== swap?.f)) return undefined;
  const all = new Written(asRead(words.initial));
  /** By call: the value that it wrote, saw, or expected in vain. */
  const about = new Int32Array(calls.length).fill(none);
  for (let n = 0; n < calls.length; n++) {
    const call = calls[n] as Call;
    const { f, input, output } = call;
    if (f === read || (f === swap?.f && output === false)) continue;
    const written = f === write ? input : (input as readonly unknown[])[1];
    about[n] = all.add(asRead(written), call);
    if (about[n] === none) return undefined;
  }
  const values = new Values(all);
  const swaps: number[] = [];
  const refused: number[] = [];
  for (let n = 0; n < calls.length; n++) {
    const call = calls[n] as Call;
    if (call.f === read && call.returned) {
      const value = values.find(asRead(call.output));
      const wrong = values.see(value, call);
      if (wrong !== undefined) return wrong;
      about[n] = value;
    } else if (call.f === swap?.f) {
      if (call.output !== false) swaps.push(n);
      else {
        about[n] = values.find((call.input as readonly unknown[])[0]);
        refused.push(n);
      }
    }
  }
  const replaced = judgeSwaps(calls, swaps, about, values);
  if (replaced !== undefined) return replaced;
  const chains = chainsOf(values);
  if ('valid' in chains) return chains;
  const earliest = judgeZones(values, chains);
  if ('valid' in earliest) return earliest;
  if (swap === undefined || refused.length === 0) return { valid: true };
  const placing = placingOf(values, chains, earliest);
  return judgeRefusals({ calls, about, refused, values, chains, placing }, swap.model);
}

/** Which value each compare-and-set replaced. One that never returned counts if its own value was seen. */
function judgeSwaps(
  calls: readonly Call[],
  swaps: readonly number[],
  about: Int32Array,
  values: Values,
): Broken | undefined {
  // Seeing the value of one may be what shows that another happened: last ones first, until nothing new is seen.
  for (let left = swaps, before = Number.POSITIVE_INFINITY; left.length < before; ) {
    before = left.length;
    const unseen: number[] = [];
    for (let n = left.length - 1; n >= 0; n--) {
      const number = left[n] as number;
      const value = about[number] as number;
      if (!values.has(value)) {
        unseen.push(number);
        continue;
      }
      const wrong = values.replace(value, calls[number] as Call);
      if (wrong !== undefined) return wrong;
    }
    left = unseen;
  }
  return undefined;
}
