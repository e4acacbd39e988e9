import type { MicroOperation } from '../table/transaction-table.ts';

export type List = readonly unknown[];
const empty: List = [];

/**
 * A transaction must see what it read and appended itself; `internal`: it did not. Of a key that it appended to before
 * it read it, only the end is known.
 * @param previous by micro-operation, the one before it on the same key; -1: none
 */
export function fitsItsOwn(operations: readonly MicroOperation[], previous: Int32Array, at: number): boolean {
  const list = ((operations[at] as MicroOperation)[2] ?? empty) as List;
  let end = list.length;
  for (let before = previous[at] as number; before >= 0; before = previous[before] as number) {
    const [f, , value] = operations[before] as MicroOperation;
    if (f === 'append') {
      end -= 1;
      if (end < 0 || list[end] !== value) return false;
      continue;
    }
    const known = (value ?? empty) as List;
    if (known.length !== end) return false;
    if (known === list) return true;
    for (let n = 0; n < end; n += 1) if (known[n] !== list[n]) return false;
    return true;
  }
  return true;
}
