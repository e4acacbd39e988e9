import type { HistoryEvent } from '../../event.ts';
import { aborted, committed, operationsOf, type TransactionTable, transactionsOf } from './transaction-table.ts';

/**
 * Serializability by its definition: whether the transactions, one after the other in some order, give every read what
 * it read. All that committed take part, those of unknown outcome may. Factorial: the oracle for small histories.
 */
export function isSerializable(history: readonly HistoryEvent[]): boolean {
  const table = transactionsOf(history);
  const rows = Array.from({ length: table.size }, (_, t) => t);
  return extend(
    table,
    new Map(),
    rows.filter((t) => table.outcomes[t] !== aborted),
  );
}

type State = ReadonlyMap<string | number, unknown>;

function extend(table: TransactionTable, state: State, left: readonly number[]): boolean {
  if (left.every((t) => table.outcomes[t] !== committed)) return true;
  return left.some((t) => {
    const next = applied(table, state, t);
    return (
      next !== undefined &&
      extend(
        table,
        next,
        left.filter((other) => other !== t),
      )
    );
  });
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
