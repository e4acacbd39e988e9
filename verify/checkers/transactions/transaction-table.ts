import { type HistoryEvent, nemesis, type ProcessId } from '../../event.ts';

/** `r` reads a key, `append` adds an element to its list, `w` sets its register: Jepsen's `[f k v]`. */
export type MicroOperation = readonly [f: string, key: string | number, value?: unknown];

/** How a transaction ended. `info`: it committed if anyone saw what it wrote. */
export const committed = 0;
export const unknown = 1;
export const aborted = 2;

/** The transactions of a history in the order in which they ended: row t is transaction t. */
export interface TransactionTable {
  readonly size: number;
  /** The event that says most of it: its end, or its beginning when it never ended. */
  readonly events: readonly HistoryEvent[];
  readonly outcomes: Uint8Array;
  /** Index of the event at which it began. */
  readonly began: Int32Array;
}

/**
 * Events with `f: "txn"`, paired by process. A process whose beginning is missing began at its end. Those that never
 * ended are `unknown`, as `info`. O(n).
 * @throws Error for a value that is no list of micro-operations
 */
export function transactionsOf(history: readonly HistoryEvent[]): TransactionTable {
  const open = new Map<ProcessId, number>();
  const events: HistoryEvent[] = [];
  const outcomes = new Uint8Array(history.length);
  const began = new Int32Array(history.length);
  for (let index = 0; index < history.length; index += 1) {
    const event = history[index] as HistoryEvent;
    if (event.f !== 'txn' || event.process === nemesis) continue;
    if (event.type === 'invoke') {
      open.set(event.process, index);
      continue;
    }
    const row = events.length;
    const start = open.get(event.process);
    if (start !== undefined) open.delete(event.process);
    // What an `info` or a `fail` wrote is in its beginning, if its end does not repeat it.
    const says = Array.isArray(event.value) || start === undefined ? event : (history[start] as HistoryEvent);
    if (!Array.isArray(says.value)) throw malformed(says, says.value);
    events.push(event.value === says.value ? event : { ...event, value: says.value });
    outcomes[row] = event.type === 'ok' ? committed : event.type === 'info' ? unknown : aborted;
    began[row] = start ?? index;
  }
  for (const start of open.values()) {
    const event = history[start] as HistoryEvent;
    if (!Array.isArray(event.value)) throw malformed(event, event.value);
    outcomes[events.length] = unknown;
    began[events.length] = start;
    events.push(event);
  }
  return { size: events.length, events, outcomes, began };
}

/** The micro-operations of transaction t. */
export function operationsOf(table: TransactionTable, t: number): readonly MicroOperation[] {
  return (table.events[t] as HistoryEvent).value as readonly MicroOperation[];
}

/** The error for a micro-operation that a checker cannot read. */
export function malformed(event: HistoryEvent, got: unknown, expected = 'a list of micro-operations [f, key, value]') {
  return new Error(`event ${event.index}: got ${JSON.stringify(got) ?? 'nothing'}, expected ${expected}`);
}
