import type { HistoryEvent, Key } from '../../../history/event.ts';
import {
  aborted,
  committed,
  eventOf,
  operationsOf,
  type TransactionTable,
  transactionsOf,
} from '../table/transaction-table.ts';

/**
 * Serializability by its definition: whether the transactions, one after the other in some order, give every read what
 * it read. All that committed take part, those of unknown outcome may. Factorial: the oracle for small histories.
 * @param kept which order it must respect: of real time between all, or between those on one key, or of each process
 */
export function isSerializable(history: readonly HistoryEvent[], kept?: KeptOrder): boolean {
  const table = transactionsOf(history);
  const rows = Array.from({ length: table.size }, (_, t) => t);
  return extend(
    table,
    new Map(),
    rows.filter((t) => table.outcomes[t] !== aborted),
    kept,
  );
}

type KeptOrder = 'keys' | 'process' | 'real time';
type State = ReadonlyMap<Key, unknown>;

function extend(table: TransactionTable, state: State, left: readonly number[], kept: KeptOrder | undefined): boolean {
  if (left.every((t) => table.outcomes[t] !== committed)) return true;
  return left.some((t) => {
    if (kept && left.some((other) => mustComeBefore(table, other, t, kept))) return false;
    const next = applied(table, state, t);
    return (
      next !== undefined &&
      extend(
        table,
        next,
        left.filter((other) => other !== t),
        kept,
      )
    );
  });
}

/** What is of unknown outcome comes before nothing: it may not have happened. */
function mustComeBefore(table: TransactionTable, one: number, other: number, kept: KeptOrder): boolean {
  if (table.outcomes[one] !== committed || (table.ended[one] as number) >= (table.began[other] as number)) return false;
  if (kept === 'real time') return true;
  if (kept === 'process') return eventOf(table, one).process === eventOf(table, other).process;
  const keys = new Set(operationsOf(table, one).map(([, key]) => key));
  return operationsOf(table, other).some(([, key]) => keys.has(key));
}

/** The state after a transaction, or undefined when it read something else. */
function applied(table: TransactionTable, state: State, t: number): State | undefined {
  const next = new Map(state);
  for (const [f, key, value] of operationsOf(table, t)) {
    const now = next.get(key) ?? null;
    if (f === 'append') next.set(key, [...((now ?? []) as unknown[]), value]);
    else if (f === 'w') next.set(key, value);
    else if (table.outcomes[t] === committed && !same(now, value ?? null)) return undefined;
  }
  return next;
}

/** Nothing and the empty list are the same. */
function same(one: unknown, other: unknown): boolean {
  const list = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? null : value);
  return JSON.stringify(list(one)) === JSON.stringify(list(other));
}
