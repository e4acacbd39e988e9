import type { Key } from '../../../history/event.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import type { Cycle } from '../graph/cycles.ts';
import { processOrder, realTime, rw, wr } from '../graph/dependency.ts';
import type { TransactionTable } from '../table/transaction-table.ts';
import { operationsOf } from '../table/transaction-table.ts';
import { describeTransaction, describeValue, eventsOf, nameOf } from '../table/words.ts';
import { refutedBy } from './consistency-models.ts';

/** A cycle in words: its transactions, and why each comes before the next. */
export function violationOf(cycle: Cycle, table: TransactionTable, keys: readonly Key[]): Violation {
  const { name, nodes, kinds } = cycle;
  const members = [...nodes].sort((a, b) => a - b).map((t) => describeTransaction(table, t));
  const reasons = nodes.map((t, at) => {
    const next = nodes[(at + 1) % nodes.length] as number;
    const key = keys[cycle.keys[at] as number];
    return `${nameOf(table, t)} < ${nameOf(table, next)}: ${reasonOf(table, t, next, kinds[at] as number, key)}`;
  });
  const what = `${members.join('; ')}. But ${reasons.join('; and ')}. No ${refutedBy(name).join(', no ')}`;
  return { id: name, what, events: eventsOf(table, nodes) };
}

function reasonOf(table: TransactionTable, from: number, to: number, kind: number, key: Key | undefined): string {
  if (kind === processOrder) return 'the same process ran it before (process)';
  if (kind === realTime) return 'it was over before the other began (realtime)';
  const wrote = (t: number): string => lastValue(table, t, key as Key, false);
  const read = (t: number): string => lastValue(table, t, key as Key, true);
  const [before, after] = [nameOf(table, from), nameOf(table, to)];
  if (kind === wr) return `${after} read ${key} as ${read(to)}, which ${before} wrote (wr)`;
  if (kind === rw) return `${before} read ${key} as ${read(from)}, before ${after} wrote ${wrote(to)} (rw)`;
  return `${before} wrote ${wrote(from)} to ${key} before ${after} wrote ${wrote(to)} (ww)`;
}

/** What a transaction last read of a key, or all that it wrote to it. */
function lastValue(table: TransactionTable, t: number, key: Key, read: boolean): string {
  const values = operationsOf(table, t).filter(([f, k]) => k === key && (f === 'r') === read);
  if (read) return describeValue(values.at(-1)?.[2]);
  return values.map(([, , value]) => describeValue(value)).join(' and ');
}
