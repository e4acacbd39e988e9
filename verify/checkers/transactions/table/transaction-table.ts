import { type HistoryEvent, type Key, nemesis, type ProcessId } from '../../../history/event.ts';
import { jsonText } from '../../../history/exact-json.ts';
import { EventError, Told } from '../../../history/history-error.ts';
import { stillOpen } from '../../../history/open-operations.ts';
import { bytes, grown, int32s } from '../graph/working-memory.ts';
import { Interned } from './interned.ts';

/** `r` reads a key, `append` adds an element to its list, `w` sets its register: Jepsen's `[f k v]`. */
export type MicroOperation = readonly [f: string, key: Key, value?: unknown];

/** How a transaction ended. `info`: it committed if anyone saw what it wrote. */
export const committed = 0;
const unknown = 1;
export const aborted = 2;

/** The transactions of a history in the order in which they ended: row t is transaction t. */
export interface TransactionTable {
  readonly size: number;
  readonly history: readonly HistoryEvent[];
  readonly outcomes: Uint8Array;
  /** Index of the event at which it began. */
  readonly began: Int32Array;
  /** Index of the event at which it ended; of its beginning when it never ended. */
  readonly ended: Int32Array;
  /** Index of the event that says what it did. */
  readonly said: Int32Array;
}

/**
 * Events with `f: "txn"`, paired by process. A process whose beginning is missing began at its end. Those that never
 * ended are `unknown`, as `info`. O(n), without an object a transaction: a million of them would cost a collection.
 * @throws EventError for a value that is no list of micro-operations, and a process that runs two at once
 */
export function transactionsOf(history: readonly HistoryEvent[]): TransactionTable {
  const processes = new Interned<ProcessId>();
  // By process: the event with which its open transaction began, from 1; 0: none is open.
  let open = int32s(64);
  let size = 0;
  const outcomes = bytes(history.length);
  const began = int32s(history.length);
  const ended = int32s(history.length);
  const said = int32s(history.length);
  for (let index = 0; index < history.length; index += 1) {
    const event = history[index] as HistoryEvent;
    if (event.f !== 'txn' || event.process === nemesis) continue;
    const who = processes.idOf(event.process);
    if (who >= open.length) open = grown(open);
    if (event.type === 'invoke') {
      if (open[who] !== 0) throw stillOpen(event, history[(open[who] as number) - 1] as HistoryEvent);
      open[who] = index + 1;
      continue;
    }
    const start = (open[who] as number) - 1;
    open[who] = 0;
    // What an `info` or a `fail` wrote is in its beginning, if its end does not repeat it.
    const speaks = Array.isArray(event.value) || start < 0 ? index : start;
    if (speaks !== index || !Array.isArray(event.value)) checkValue(history[speaks] as HistoryEvent);
    outcomes[size] = event.type === 'ok' ? committed : event.type === 'info' ? unknown : aborted;
    began[size] = start < 0 ? index : start;
    ended[size] = index;
    said[size] = speaks;
    size += 1;
  }
  for (const start of open.subarray(0, processes.values.length).toSorted()) {
    if (start === 0) continue;
    checkValue(history[start - 1] as HistoryEvent);
    outcomes[size] = unknown;
    began[size] = ended[size] = said[size] = start - 1;
    size += 1;
  }
  return { size, history, outcomes, began, ended, said };
}

function checkValue(event: HistoryEvent): void {
  if (!Array.isArray(event.value)) throw malformed(event, event.value);
}

/** The event that ended transaction t, or its beginning when it never ended. */
export function eventOf(table: TransactionTable, t: number): HistoryEvent {
  return table.history[table.ended[t] as number] as HistoryEvent;
}

/** The micro-operations of transaction t. */
export function operationsOf(table: TransactionTable, t: number): readonly MicroOperation[] {
  return (table.history[table.said[t] as number] as HistoryEvent).value as readonly MicroOperation[];
}

/** The error for a micro-operation that a checker cannot read. */
export function malformed(event: HistoryEvent, got: unknown, expected = 'a list of micro-operations [f, key, value]') {
  return new EventError(event, { field: 'value', expected, got });
}

/** Two writes of the same value: nobody could tell which of the two was read. */
export function writtenTwice(event: HistoryEvent, key: Key, value: unknown): EventError {
  const got = new Told(`${jsonText(value)} for key ${jsonText(key)} a second time`);
  return new EventError(event, { field: 'value', expected: 'what is written to a key to be distinct', got });
}

/** Whether a value can name a key: lists and maps would be told apart by where they lie in memory. */
export function isKey(value: unknown): value is Key {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}
