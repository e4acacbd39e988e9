import type { Call } from './call.ts';
import { chainsOf } from './chains.ts';
import type { Broken, Shortcut } from './model.ts';
import { Values } from './values.ts';
import { judgeZones } from './zones.ts';

/** What the operations of a register are called, and what it holds at first. */
export interface RegisterWords {
  readonly read: string;
  readonly write: string;
  /** Compare-and-set of `[expected, new]`; `false` found another value. */
  readonly swap?: string;
  readonly initial: unknown;
  /** What a written value reads as. */
  readonly asRead: (written: unknown) => unknown;
}

/**
 * A register to which no value is written twice (versions, unique writes) tells for every read which write it saw. A
 * write and its reads, and after them the compare-and-set that replaced the value with its own reads and so on, happen
 * in one piece. Such a piece was surely going on from its first return to its last invocation. It is linearizable if and
 * only if nothing is read before it is written, no value is replaced by two compare-and-sets, each piece can be put in
 * order, and pieces fit beside each other (`zones.ts`). Undefined for values that are written twice, for other
 * operations, and where a refused compare-and-set does not fit the first order that is found. What never returned counts
 * only if its value was seen. O(n log n).
 *
 * Gibbons, Korach: Testing shared memories (SIAM J. Comput. 26, 1997), on writes that are known to their reads; pieces of
 * several writes are judged as theirs of one.
 */
export function judgeDistinctWrites(calls: readonly Call[], words: RegisterWords): Shortcut | undefined {
  const values = new Values(words.asRead(words.initial));
  for (const call of calls) {
    const { f, input, output } = call;
    if (f === words.read || (f === words.swap && output === false)) continue;
    if (f !== words.write && f !== words.swap) return undefined;
    const written = f === words.write ? input : (input as readonly unknown[])[1];
    if (!values.write(words.asRead(written), call)) return undefined;
  }
  const refused: Call[] = [];
  for (const call of calls) {
    if (!call.returned) continue;
    if (call.f === words.read) {
      const wrong = values.read(call);
      if (wrong !== undefined) return wrong;
    } else if (call.f === words.swap && call.output === false) refused.push(call);
  }
  const replaced = judgeSwaps(calls, values, words);
  if (replaced !== undefined) return replaced;
  const chains = chainsOf(values);
  if ('valid' in chains) return chains;
  const zones = judgeZones(values, chains);
  if ('valid' in zones) return zones;
  const fits = refused.every((call) => {
    const value = values.find((call.input as readonly unknown[])[0]);
    return value === undefined || !values.happened[value] || zones.isAbsentOnce(value, call);
  });
  return fits ? { valid: true } : undefined;
}

/** Which value each compare-and-set replaced. One that never returned counts if its own value was seen. */
function judgeSwaps(calls: readonly Call[], values: Values, words: RegisterWords): Broken | undefined {
  if (words.swap === undefined) return undefined;
  const waiting = calls.filter(({ f, output }) => f === words.swap && output !== false);
  // Seeing the value of one may be what shows that another happened: last ones first, until nothing new is seen.
  for (let left = waiting, before = -1; left.length !== before; ) {
    before = left.length;
    const unseen: Call[] = [];
    for (let n = left.length - 1; n >= 0; n--) {
      const call = left[n] as Call;
      const [expected, next] = call.input as readonly [unknown, unknown];
      const value = values.find(next) as number;
      if (!values.happened[value]) {
        unseen.push(call);
        continue;
      }
      const wrong = values.replace(expected, value, call);
      if (wrong !== undefined) return wrong;
    }
    left = unseen.reverse();
  }
  return undefined;
}
