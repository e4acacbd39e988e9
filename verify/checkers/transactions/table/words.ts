import { jsonText } from '../../../history/exact-json.ts';
import { eventOf, type MicroOperation, operationsOf, type TransactionTable } from './transaction-table.ts';

const longestShown = 6;

/** A transaction as people write it: `T12 (r x [1], append y 2)`, numbered by the event that ended it. */
export function describeTransaction(table: TransactionTable, t: number): string {
  return `${nameOf(table, t)} (${operationsOf(table, t).map(describeOperation).join(', ')})`;
}

/** Its name alone. */
export function nameOf(table: TransactionTable, t: number): string {
  return `T${eventOf(table, t).index}`;
}

/** The events that began and ended the transactions, in order. */
export function eventsOf(table: TransactionTable, transactions: readonly number[]): number[] {
  const events = transactions.flatMap((t) => [table.began[t] as number, eventOf(table, t).index]);
  return [...new Set(events)].sort((a, b) => a - b);
}

function describeOperation([f, key, value]: MicroOperation): string {
  return `${f} ${key} ${describeValue(value)}`;
}

/** A value; of a long list its end. */
export function describeValue(value: unknown): string {
  if (!Array.isArray(value)) return jsonText(value ?? null);
  if (value.length <= longestShown) return jsonText(value);
  return `[${value.length - longestShown} before, ${jsonText(value.slice(-longestShown)).slice(1)}`;
}
